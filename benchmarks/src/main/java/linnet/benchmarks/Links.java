// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.channel.LinkProfile;
import linnet.inference.cost.Repetitions;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.PrivateResult;

/** ResNet18 run privately end to end over imitated links, at several budgets. */
public final class Links {
  private static final List<LinkProfile> LINKS =
      List.of(LinkProfile.LOOPBACK, LinkProfile.LAN, LinkProfile.WAN);
  private static final int MOST_AT_ONCE = 8;

  private Links() {}

  /**
   * Measures; server and client share this machine.
   *
   * @param progress hears what is done next
   */
  public static List<LinkFigures> measure(Effort effort, Consumer<String> progress) {
    List<LinkFigures> figures = new ArrayList<>();
    int batch = Math.min(MOST_AT_ONCE, effort.prepareBatch());
    for (int units : effort.budgets()) {
      progress.accept("%,d units: compiling".formatted(units));
      PrivateSession.Host host =
          PrivateSession.Host.of(SampleNetwork.program(effort.width(), units));
      warmUp(host, batch);
      for (LinkProfile link : LINKS) {
        progress.accept("%,d units over %s".formatted(units, link.name()));
        figures.add(measure(host, units, link, batch, effort));
      }
    }
    return figures;
  }

  /** Computes the products that a server keeps. */
  private static void warmUp(PrivateSession.Host host, int batch) {
    try (PrivateSession session = PrivateSession.open(host, LinkProfile.LOOPBACK)) {
      session.client().prepare(batch);
      session.client().infer(SampleNetwork.images(1));
    }
  }

  private static LinkFigures measure(
      PrivateSession.Host host, int units, LinkProfile link, int batch, Effort effort) {
    try (PrivateSession session = PrivateSession.open(host, link)) {
      long start = System.nanoTime();
      PreparationStatistics made = session.client().prepare(batch);
      double offline = 1e-9 * (System.nanoTime() - start);
      PrivateResult[] last = new PrivateResult[1];
      int images = Math.min(effort.runs().rounds(), batch);
      double online =
          new Repetitions(0, images)
              .seconds(() -> last[0] = session.client().infer(SampleNetwork.images(1)));
      return new LinkFigures(
          SampleNetwork.name(effort.width()),
          units,
          link.name(),
          batch,
          offline / batch,
          1e-6 * made.total().bytes() / batch,
          online,
          1e-6 * last[0].statistics().online().bytes(),
          last[0].statistics().online().rounds() / 2);
    }
  }
}
