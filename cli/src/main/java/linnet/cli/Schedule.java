// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

/** The learning-rate schedules that a user can name. */
enum Schedule {
  /** Falls to zero along half a cosine. */
  COSINE,
  /** Divided by ten three times. */
  STEPS
}
