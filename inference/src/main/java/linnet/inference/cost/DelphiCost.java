// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import linnet.crypto.channel.LinkProfile;

/**
 * What DELPHI (Mishra et al., USENIX Security 2020) would cost for as many ReLUs, for one image, to
 * compare with. Its costs are linear in the number of ReLUs; a budget saves in proportion.
 *
 * <p>Constants: measurements of DELPHI published with Garimella et al. ({@value #SOURCE}), of
 * ResNet18 on CIFAR images with 557,056 ReLUs, client and server on one AMD EPYC 7502.
 *
 * @param relus units compared
 * @param storedBytes garbled circuits that the client keeps
 * @param offlineBytes both ways
 * @param onlineBytes both ways
 * @param offlineMillis of the ReLU protocol alone, its linear layers not counted
 * @param onlineMillis of everything at the client
 */
public record DelphiCost(
    long relus,
    long storedBytes,
    long offlineBytes,
    long onlineBytes,
    double offlineMillis,
    double onlineMillis) {
  /** Where the constants come from. */
  public static final String SOURCE = "github.com/kvgarimella/cryptonite";

  /** The machine on which they were measured. */
  public static final String MACHINE = "one AMD EPYC 7502, both parties";

  private static final long MEASURED_RELUS = 557_056;
  private static final long STORED_BYTES_PER_RELU = 18_248;
  private static final double OFFLINE_BYTES = 10.31e9 + 0.73e9;
  private static final double ONLINE_BYTES = 0.660e9 + 5e6;
  private static final double OFFLINE_MILLIS = 31_400;
  private static final double ONLINE_MILLIS = 14_770;

  /** The cost over a link: the times that its bytes take there come on top. */
  public DelphiCost over(LinkProfile link) {
    return new DelphiCost(
        relus,
        storedBytes,
        offlineBytes,
        onlineBytes,
        offlineMillis + 1e-6 * link.transmissionNanos(offlineBytes),
        onlineMillis + 1e-6 * link.transmissionNanos(onlineBytes));
  }

  /** The cost of so many ReLUs, both parties on one machine. */
  public static DelphiCost of(long relus) {
    double share = (double) relus / MEASURED_RELUS;
    return new DelphiCost(
        relus,
        STORED_BYTES_PER_RELU * relus,
        Math.round(OFFLINE_BYTES * share),
        Math.round(ONLINE_BYTES * share),
        OFFLINE_MILLIS * share,
        ONLINE_MILLIS * share);
  }
}
