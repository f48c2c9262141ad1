// SPDX-License-Identifier: Apache-2.0
/** What private inference reaches on this machine, beside what it aims at. */
package linnet.benchmarks;
