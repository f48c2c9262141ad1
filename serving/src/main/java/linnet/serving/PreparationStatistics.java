// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

import linnet.inference.protocol.PhaseStatistics;

/** What a preparation cost. */
record PreparationStatistics(int pieces, PhaseStatistics total) {}
