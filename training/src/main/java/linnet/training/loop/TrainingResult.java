// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import linnet.network.Model;

/**
 * What a phase ends with.
 *
 * @param model the selected epoch's model
 * @param validationAccuracy of that model, in [0, 1]; NaN without validation images
 * @param epoch that it stems from, counted from 1
 */
public record TrainingResult(Model model, double validationAccuracy, int epoch) {}
