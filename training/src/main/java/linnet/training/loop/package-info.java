// SPDX-License-Identifier: Apache-2.0
/**
 * Training that can be killed at any instant: a {@link linnet.training.loop.Trainer} runs a {@link
 * linnet.training.loop.TrainingTask} for some epochs, keeps checkpoints and metrics, and goes on
 * from the last checkpoint to the same weights, bit for bit, as if nothing had happened.
 */
@org.jspecify.annotations.NullMarked
package linnet.training.loop;
