// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/**
 * What one boundary cost online for a batch.
 *
 * @param site name of the ReLU site
 * @param comparedUnits garbled units, counted where they were evaluated: kept units times batch
 * @param linearizedUnits units truncated locally: linearized units times batch
 * @param online comparisons made; with the server's linear run before them
 */
public record SiteStatistics(
    String site, long comparedUnits, long linearizedUnits, PhaseStatistics online) {
  /** Both together. */
  public SiteStatistics plus(SiteStatistics other) {
    return new SiteStatistics(
        site,
        comparedUnits + other.comparedUnits,
        linearizedUnits + other.linearizedUnits,
        online.plus(other.online));
  }
}
