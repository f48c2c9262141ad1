// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

/**
 * Weights of eight outputs for a few rows of a panel, {@code [rows][8]}.
 *
 * @param weights the array that holds them
 * @param first where they begin
 * @param firstRow the row of the panel that the first eight multiply
 * @param rows how many
 */
// A view on shared weights; never compared.
@SuppressWarnings("ArrayRecordComponent")
record WeightBlock(double[] weights, int first, int firstRow, int rows) {}
