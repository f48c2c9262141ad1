// SPDX-License-Identifier: Apache-2.0
/**
 * Training by several processes, on one machine or several, each with its part of every batch: how
 * they find each other and what they exchange, by libtorch's own collective operations (c10d).
 *
 * <p><strong>Trust.</strong> The processes neither authenticate each other nor encrypt what they
 * exchange; they belong on one machine or in a network that nobody else can reach.
 */
@org.jspecify.annotations.NullMarked
package linnet.training.parallel;
