// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The channel rates d_r at which a network can run (SENet++, ICLR 2023, arXiv 2301.09254; ordered
 * dropout, Horvath et al. 2021, arXiv 2102.13451): at rate d, every layer has the first {@code
 * floor(d * C)} of its C channels, and batch norms of its own.
 *
 * @param rates ascending, each from 0.01 to 1, the last one 1
 */
public record Widths(List<Double> rates) {
  /** All channels: the one rate of an ordinary network. */
  public static final double ALL = 1.0;

  /** The full width only. */
  public static final Widths FULL = new Widths(List.of(ALL));

  /** What stands between the name of a batch norm and the rate it is for. */
  static final String AT = "@";

  private static final double LEAST = 0.01;
  private static final int MOST = 16;
  // A rate such as 0.29 is a little less than it says: 0.29 * 100 would be rounded down to 28.
  private static final double ROUNDING = 1e-9;

  /** Rejects rates out of range or order, and a set that does not end with the full width. */
  public Widths {
    rates = List.copyOf(rates);
    boolean legal = !rates.isEmpty() && rates.size() <= MOST && rates.getLast() == ALL;
    for (int i = 0; i < rates.size(); i++) {
      legal &= rates.get(i) >= (i == 0 ? LEAST : Math.nextUp(rates.get(i - 1)));
    }
    if (!legal) {
      throw new InputException(
          "The widths %s cannot be: at most %d rates from %s to 1 are needed, ascending, the last one 1, such as 0.5,1."
              .formatted(rates, MOST, LEAST));
    }
  }

  /** These rates, in ascending order. */
  public static Widths of(double... rates) {
    return new Widths(Arrays.stream(rates).boxed().toList());
  }

  /**
   * Reads rates separated by commas, such as {@code 0.5,1}.
   *
   * @throws InputException if one of them is no number, or they are no widths
   */
  public static Widths parse(String text) {
    try {
      return new Widths(
          Arrays.stream(text.split(",", -1)).map(each -> Double.valueOf(each.strip())).toList());
    } catch (NumberFormatException e) {
      throw new InputException(
          "Widths are numbers separated by commas, such as 0.5,1, not \"%s\".".formatted(text), e);
    }
  }

  /** The rates below 1, ascending. */
  public List<Double> narrower() {
    return rates.subList(0, rates.size() - 1);
  }

  /** Whether there are others than the full width. */
  public boolean several() {
    return rates.size() > 1;
  }

  /**
   * Refuses a rate that is none of these.
   *
   * @param owner what has these widths, for the sentence
   * @throws InputException naming those that there are
   */
  public void requireOne(double rate, String owner) {
    if (!rates.contains(rate)) {
      throw new InputException("%s has no width %s; it has %s.".formatted(owner, rate, this));
    }
  }

  /**
   * Channels that a layer of this many has at a rate.
   *
   * @return at least 0
   */
  public static int channels(int all, double rate) {
    return (int) Math.floor(all * rate + ROUNDING);
  }

  /** The name under which the batch norm of a node keeps its tensors for a rate. */
  public static String normName(String node, double rate) {
    return rate == ALL ? node : node + AT + rate;
  }

  /** For example {@code 0.5,1.0}, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return rates.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
