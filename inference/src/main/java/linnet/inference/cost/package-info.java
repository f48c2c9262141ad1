// SPDX-License-Identifier: Apache-2.0
/** What private inference costs, before it runs: bytes exactly, times from a machine's speeds. */
package linnet.inference.cost;
