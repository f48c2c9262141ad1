// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.bundle.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How fast a machine is at what private inference does. Lattices and online linear layers with all
 * cores; garbling, transfers and the rest of a comparison with one.
 *
 * @param machine whose figures these are, for people
 * @param cores that both parties share
 * @param encryptedMultiplyAdds a second, of weights and limbs of ciphertexts
 * @param encryptionMicros a ciphertext, encrypted by the client
 * @param answerMicros a ciphertext, re-randomized by the server
 * @param decryptionMicros a ciphertext, decrypted by the client
 * @param garbledGates AND gates a second
 * @param evaluatedGates AND gates a second
 * @param transfers a second, both halves
 * @param preparedUnitNanos a kept unit offline, both halves, garbling and transfers apart
 * @param comparedUnitNanos a kept unit online, both halves, evaluation apart
 * @param onlineMultiplyAdds a second, of weights and ring elements
 * @param aesGigabytes a second
 */
public record MachineSpeeds(
    String machine,
    int cores,
    double encryptedMultiplyAdds,
    double encryptionMicros,
    double answerMicros,
    double decryptionMicros,
    double garbledGates,
    double evaluatedGates,
    double transfers,
    double preparedUnitNanos,
    double comparedUnitNanos,
    double onlineMultiplyAdds,
    double aesGigabytes) {
  /**
   * Measured by {@link SelfMeasurement} on two cores of an Intel Xeon with AVX-512, Java 25; a
   * stand-in for machines that were not measured.
   */
  public static final MachineSpeeds DEFAULT =
      new MachineSpeeds(
          "two cores of a Xeon with AVX-512 (built-in figures)",
          2,
          30e9,
          150,
          400,
          200,
          90e6,
          145e6,
          70e6,
          100,
          60,
          10e9,
          5);

  private static final String CORES = "cores";
  private static final String MACHINE = "machine";

  /** Rejects speeds that are not positive. */
  public MachineSpeeds {
    if (cores < 1) {
      throw new InputException("A machine has at least one core, not %d.".formatted(cores));
    }
    requirePositive(encryptedMultiplyAdds, garbledGates, evaluatedGates, transfers);
    requirePositive(encryptionMicros, answerMicros, decryptionMicros);
    requirePositive(onlineMultiplyAdds, aesGigabytes);
    if (!(preparedUnitNanos >= 0) || !(comparedUnitNanos >= 0)) {
      throw notPositive();
    }
  }

  /** As JSON, to be read by {@link #parse}. */
  public String toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put(MACHINE, machine);
    json.put(CORES, cores);
    figures().forEach(json::put);
    return Json.pretty(json);
  }

  /**
   * Reads {@link #toJson}.
   *
   * @param where names the source in the sentence of a failure
   * @throws InputException if anything is missing or out of range
   */
  public static MachineSpeeds parse(byte[] text, String where) {
    JsonNode json = Json.parse(text, where);
    try {
      return of(json);
    } catch (InputException e) {
      throw new InputException(
          "%s is no file of machine speeds (%s); delete it, and measure again with --calibrate."
              .formatted(where, e.getMessage()),
          e);
    }
  }

  private static MachineSpeeds of(JsonNode json) {
    return new MachineSpeeds(
        Json.text(json, MACHINE),
        Json.integer(json, CORES),
        Json.number(json, "encryptedMultiplyAdds"),
        Json.number(json, "encryptionMicros"),
        Json.number(json, "answerMicros"),
        Json.number(json, "decryptionMicros"),
        Json.number(json, "garbledGates"),
        Json.number(json, "evaluatedGates"),
        Json.number(json, "transfers"),
        Json.number(json, "preparedUnitNanos"),
        Json.number(json, "comparedUnitNanos"),
        Json.number(json, "onlineMultiplyAdds"),
        Json.number(json, "aesGigabytes"));
  }

  /** Everything that was measured, by name. */
  private Map<String, Double> figures() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("encryptedMultiplyAdds", encryptedMultiplyAdds);
    figures.put("encryptionMicros", encryptionMicros);
    figures.put("answerMicros", answerMicros);
    figures.put("decryptionMicros", decryptionMicros);
    figures.put("garbledGates", garbledGates);
    figures.put("evaluatedGates", evaluatedGates);
    figures.put("transfers", transfers);
    figures.put("preparedUnitNanos", preparedUnitNanos);
    figures.put("comparedUnitNanos", comparedUnitNanos);
    figures.put("onlineMultiplyAdds", onlineMultiplyAdds);
    figures.put("aesGigabytes", aesGigabytes);
    return figures;
  }

  private static void requirePositive(double... figures) {
    for (double figure : figures) {
      if (!(figure > 0) || Double.isInfinite(figure)) {
        throw notPositive();
      }
    }
  }

  private static InputException notPositive() {
    return new InputException("Speeds of a machine are positive numbers.");
  }
}
