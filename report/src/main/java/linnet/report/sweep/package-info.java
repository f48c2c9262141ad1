// SPDX-License-Identifier: Apache-2.0
/** What a sweep over methods, budgets and seeds found, and what papers published. */
package linnet.report.sweep;
