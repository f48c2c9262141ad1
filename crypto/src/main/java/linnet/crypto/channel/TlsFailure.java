// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts into one sentence why two parties could not agree on TLS. */
final class TlsFailure {
  private static final byte ALERT_RECORD = 0x15;
  private static final byte HANDSHAKE_RECORD = 0x16;
  private static final List<String> CERTIFICATE_ALERTS =
      List.of(
          "bad_certificate",
          "certificate_required",
          "certificate_unknown",
          "certificate_expired",
          "certificate_revoked",
          "unknown_ca",
          "unsupported_certificate",
          "access_denied");

  private TlsFailure() {}

  /** Whether these are the first bytes of TLS; meant for a message that was not due. */
  static boolean isTlsRecord(byte[] frame) {
    boolean record = frame[0] == ALERT_RECORD || frame[0] == HANDSHAKE_RECORD;
    return record && frame[1] == 3 && frame[2] >= 0 && frame[2] <= 4;
  }

  /** Whether the peer's TLS said that it refuses this party. */
  static boolean isAlert(IOException failure) {
    return failure instanceof SSLException && message(failure).contains("fatal alert");
  }

  static PeerException ofHandshake(String peer, IOException failure) {
    return new PeerException(sentence(peer, failure), failure);
  }

  private static String sentence(String peer, IOException failure) {
    String text = message(failure);
    if (failure instanceof SocketTimeoutException) {
      return peer + " did not finish the TLS handshake in time; check that it uses TLS too.";
    }
    if (has(failure, CertificateExpiredException.class)) {
      return "The certificate of " + peer + " has expired; it needs a new one.";
    }
    if (has(failure, CertificateNotYetValidException.class)) {
      return "The certificate of %s is not valid yet; check the clocks of both sides."
          .formatted(peer);
    }
    if (has(failure, CertPathBuilderException.class)
        || has(failure, CertPathValidatorException.class)) {
      return "The certificate of %s is not from an authority that this party trusts; check the trust stores."
          .formatted(peer);
    }
    if (text.contains("empty client certificate chain")) {
      return peer + " showed no certificate, which is required; give it a key store.";
    }
    if (text.contains("no name matching") || text.contains("no subject alternative")) {
      return "The certificate of %s is for another host; use the name that it was made for."
          .formatted(peer);
    }
    return has(failure, CertificateException.class)
        ? "The certificate of %s cannot be used here; make another.".formatted(peer)
        : sentenceOfAlert(peer, text);
  }

  private static String sentenceOfAlert(String peer, String text) {
    for (String alert : CERTIFICATE_ALERTS) {
      if (text.contains(alert)) {
        return "%s does not accept the certificate of this party (%s); check who issued it, and until when it holds."
            .formatted(peer, alert.replace('_', ' '));
      }
    }
    if (text.contains("unrecognized ssl message") || text.contains("unsupported or unrecognized")) {
      return peer + " does not speak TLS; use TLS at both ends, or at neither.";
    }
    if (text.contains("protocol_version") || text.contains("not enabled or supported")) {
      return peer + " does not offer TLS 1.3, the only version allowed; update it.";
    }
    return peer + " ended the TLS handshake; check that it uses TLS, and what its log says.";
  }

  /** All that was said along the chain of causes; alerts have no types of their own. */
  private static String message(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause.getMessage()).append(' ');
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
