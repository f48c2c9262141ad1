// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * An accuracy at a ReLU budget that a paper published, identity in place of the other ReLUs.
 *
 * @param data name of the data set
 * @param network name of the network
 * @param width channels of its first stage
 * @param method whose it is
 * @param relus units that stay ReLUs, as the paper counts them
 * @param accuracy fraction of test images classified right
 * @param source where it was published
 */
public record PublishedPoint(
    String data,
    String network,
    int width,
    String method,
    int relus,
    double accuracy,
    String source) {
  private static final int COLUMNS = 7;

  /** All that are known. */
  public static List<PublishedPoint> all() {
    try (InputStream in =
        Objects.requireNonNull(PublishedPoint.class.getResourceAsStream("published.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(PublishedPoint::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the published points are part of the program", e);
    }
  }

  /** Those with which a sweep can be compared: same data set, all of it, network and width. */
  public static List<PublishedPoint> comparableWith(SweepSubject subject) {
    return all().stream()
        .filter(
            point ->
                subject.allImages()
                    && point.data.equals(subject.data())
                    && point.network.equals(subject.network())
                    && point.width == subject.width())
        .toList();
  }

  private static PublishedPoint parse(String line) {
    String[] cells = line.split(",", COLUMNS);
    return new PublishedPoint(
        cells[0],
        cells[1],
        Integer.parseInt(cells[2]),
        cells[3],
        Integer.parseInt(cells[4]),
        Double.parseDouble(cells[5]) / 100,
        cells[6]);
  }
}
