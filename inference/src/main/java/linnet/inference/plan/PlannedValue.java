// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import linnet.network.Shape;

/** Shape and scale of one value of a plan. */
record PlannedValue(Shape shape, int fractionalBits) {}
