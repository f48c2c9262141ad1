// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.util.Optional;
import linnet.training.data.Batches;

/**
 * What a phase learns from and is judged by; never test images.
 *
 * @param train batches to learn from
 * @param validation held-out images, if there are any
 */
public record TrainingImages(Batches train, Optional<Batches> validation) {}
