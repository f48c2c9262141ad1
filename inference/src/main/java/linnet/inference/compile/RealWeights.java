// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

/** Weights {@code [O, I/groups, k, k]} and biases {@code [O]} of one convolution, not rounded. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RealWeights(double[] weight, double[] bias) {}
