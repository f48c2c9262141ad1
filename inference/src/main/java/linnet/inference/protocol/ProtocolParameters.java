// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.garbling.ReluForm;
import linnet.crypto.transfer.TransferKind;

/**
 * What the server chooses and the client follows: how linear layers, comparisons and transfers are
 * done, and what is disclosed. Material made under one choice serves under no other.
 *
 * @param correlations source of linear correlations
 * @param relus form of the garbled ReLU
 * @param transfers kind of extended oblivious transfer
 * @param disclosure what the client learns
 */
public record ProtocolParameters(
    CorrelationSource correlations, ReluForm relus, TransferKind transfers, Disclosure disclosure) {
  /** Encrypted linear layers, one-round signs, SoftSpoken transfers, all logits. */
  public static final ProtocolParameters DEFAULT =
      new ProtocolParameters(
          CorrelationSource.LATTICE, ReluForm.SIGN, TransferKind.SOFT_SPOKEN, Disclosure.LOGITS);

  /** The same with other correlations. */
  public ProtocolParameters with(CorrelationSource other) {
    return new ProtocolParameters(other, relus, transfers, disclosure);
  }

  /** The same with another form of ReLU. */
  public ProtocolParameters with(ReluForm other) {
    return new ProtocolParameters(correlations, other, transfers, disclosure);
  }

  /** The same with another kind of transfer. */
  public ProtocolParameters with(TransferKind other) {
    return new ProtocolParameters(correlations, relus, other, disclosure);
  }

  /** The same with another disclosure. */
  public ProtocolParameters with(Disclosure other) {
    return new ProtocolParameters(correlations, relus, transfers, other);
  }

  /** Whether the server could see the images. */
  public boolean dealer() {
    return correlations == CorrelationSource.INSECURE_DEALER;
  }

  /** One line that names all of it, for handshakes, pools of material and reports. */
  public String canonical() {
    return "linear=%s relu=%s transfer=%s output=%s"
        .formatted(spelled(correlations), spelled(relus), spelled(transfers), spelled(disclosure));
  }

  /**
   * Reads what {@link #canonical} wrote.
   *
   * @throws MismatchException naming what this version does not know
   */
  public static ProtocolParameters parse(String line) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : line.split(" ", -1)) {
      int at = part.indexOf('=');
      values.put(at < 0 ? part : part.substring(0, at), at < 0 ? "" : part.substring(at + 1));
    }
    return new ProtocolParameters(
        value(values, "linear", CorrelationSource.values()),
        value(values, "relu", ReluForm.values()),
        value(values, "transfer", TransferKind.values()),
        value(values, "output", Disclosure.values()));
  }

  private static <E extends Enum<E>> E value(Map<String, String> values, String key, E[] known) {
    String wanted = values.getOrDefault(key, "");
    for (E candidate : known) {
      if (spelled(candidate).equals(wanted)) {
        return candidate;
      }
    }
    throw new MismatchException(
        "The server wants the protocol parameter %s=%s, which this client does not know; use the same version of Linnet on both sides."
            .formatted(key, wanted.replaceAll("[^a-zA-Z0-9_-]", "?")));
  }

  private static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
