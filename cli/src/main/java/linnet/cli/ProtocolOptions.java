// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.crypto.garbling.ReluForm;
import linnet.crypto.transfer.TransferKind;
import linnet.inference.protocol.Disclosure;
import linnet.inference.protocol.InsecureAccess;
import linnet.inference.protocol.ProtocolParameters;
import linnet.inference.protocol.ServerSettings;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of a server that choose the protocol; clients follow. */
final class ProtocolOptions {
  @Option(
      names = "--relu",
      paramLabel = "FORM",
      converter = Relu.class,
      description =
          "How ReLUs are compared: sign (one short circuit on truncated shares) or full (the exact"
              + " reference, several times as dear) (default: ${DEFAULT-VALUE}).",
      defaultValue = "sign")
  private ReluForm relu = ReluForm.SIGN;

  @Option(
      names = "--transfer",
      paramLabel = "KIND",
      converter = Transfer.class,
      description =
          "How oblivious transfers are extended: soft-spoken or iknp (default: ${DEFAULT-VALUE}).",
      defaultValue = "soft-spoken")
  private TransferKind transfer = TransferKind.SOFT_SPOKEN;

  @Option(
      names = "--output",
      paramLabel = "WHAT",
      converter = Output.class,
      description =
          "What clients learn: logits, or the class alone by a garbled choice of the largest"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "logits")
  private Disclosure output = Disclosure.LOGITS;

  @Option(
      names = "--insecure-dealer",
      description =
          "DEVELOPMENT ONLY: an insecure dealer in this process instead of encryption of linear"
              + " layers; the server could see the images, and clients have to accept it.")
  private boolean dealer;

  /** These settings with what the options chose. */
  ServerSettings applyTo(ServerSettings settings) {
    ServerSettings chosen =
        settings.with(ProtocolParameters.DEFAULT.with(relu).with(transfer).with(output));
    return dealer ? chosen.withDealer(InsecureAccess.acceptThatTheServerCanSeeImages()) : chosen;
  }

  /** Forms of ReLU as users write them. */
  static final class Relu implements ITypeConverter<ReluForm> {
    @Override
    public ReluForm convert(String text) {
      return switch (text) {
        case "sign" -> ReluForm.SIGN;
        case "full" -> ReluForm.FULL;
        default -> throw unknown(text, "sign or full");
      };
    }
  }

  /** Kinds of transfers as users write them. */
  static final class Transfer implements ITypeConverter<TransferKind> {
    @Override
    public TransferKind convert(String text) {
      return switch (text) {
        case "soft-spoken" -> TransferKind.SOFT_SPOKEN;
        case "iknp" -> TransferKind.IKNP;
        default -> throw unknown(text, "soft-spoken or iknp");
      };
    }
  }

  /** Disclosures as users write them. */
  static final class Output implements ITypeConverter<Disclosure> {
    @Override
    public Disclosure convert(String text) {
      return switch (text) {
        case "logits" -> Disclosure.LOGITS;
        case "class" -> Disclosure.CLASS;
        default -> throw unknown(text, "logits or class");
      };
    }
  }

  private static TypeConversionException unknown(String text, String known) {
    return new TypeConversionException("\"" + text + "\" is unknown; write " + known);
  }
}
