// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

/**
 * The level of the log on standard error, set before the first logger wakes the logging library.
 */
final class Logging {
  private Logging() {}

  static void configure(boolean quiet, boolean verbose) {
    System.setProperty("linnet.log.level", quiet ? "ERROR" : verbose ? "DEBUG" : "WARN");
  }
}
