// SPDX-License-Identifier: Apache-2.0
/**
 * The differentiable executor of a {@link linnet.network.Network} on libtorch: forward passes with
 * masked ReLUs, gradients, losses and the optimizer.
 *
 * <p><strong>Lifetimes.</strong> Tensors live outside the Java heap, and the garbage collector does
 * not see their size. Every step of training or evaluation therefore runs inside {@link
 * linnet.training.engine.Scope}, which frees at its end whatever was made in it. A caller that does
 * not do so leaks about a batch of activations per step.
 */
@org.jspecify.annotations.NullMarked
package linnet.training.engine;
