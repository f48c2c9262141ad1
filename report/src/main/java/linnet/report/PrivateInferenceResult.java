// SPDX-License-Identifier: Apache-2.0
package linnet.report;

/**
 * What private predictions cost and whether they were right. Bytes and milliseconds are means per
 * prediction, bytes counted in both directions and rounded.
 *
 * @param predictions how many images were predicted
 * @param mismatches predictions whose logits lie outside the stated tolerance of the fixed-point
 *     executor's
 * @param sameClass predictions whose class is the fixed-point executor's
 * @param toleranceUlps how far a logit may lie from the fixed-point executor's, in units of its
 *     last activation bit
 * @param largestDifferenceUlps how far one lay at most
 * @param comparedUnits garbled units counted on the wire, per prediction
 * @param dealer whether the insecure trusted dealer stood in for the offline phase
 */
public record PrivateInferenceResult(
    int predictions,
    int mismatches,
    int sameClass,
    double toleranceUlps,
    double largestDifferenceUlps,
    long comparedUnits,
    long offlineBytes,
    long onlineBytes,
    double offlineMillis,
    double onlineMillis,
    boolean dealer) {}
