// SPDX-License-Identifier: Apache-2.0
package linnet.network;

/** A ReLU budget that a network cannot meet, or an allocation or mask that misses its budget. */
public final class BudgetException extends LinnetException {
  private static final long serialVersionUID = 1L;

  /** The sentence names the budget asked for and what is possible. */
  public BudgetException(String sentence) {
    super(sentence);
  }
}
