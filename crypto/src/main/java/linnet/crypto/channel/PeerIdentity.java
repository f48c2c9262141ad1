// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * Who a party proved to be.
 *
 * @param name common name and fingerprint of its certificate, or {@code anonymous}
 * @param authenticated whether it proved anything
 */
record PeerIdentity(String name, boolean authenticated) {
  static final PeerIdentity ANONYMOUS = new PeerIdentity("anonymous", false);

  private static final int LONGEST_NAME = 64;

  /** The holder of a certificate whose chain was verified. */
  static PeerIdentity of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      String fingerprint = HexFormat.of().formatHex(digest);
      return new PeerIdentity(commonName(certificate) + " sha256:" + fingerprint, true);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    } catch (CertificateEncodingException e) {
      throw new PeerException("The peer's certificate cannot be read; make a new one.", e);
    }
  }

  private static String commonName(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    RDN[] names = subject.getRDNs(BCStyle.CN);
    return names.length == 0
        ? "unnamed"
        : printable(IETFUtils.valueToString(names[0].getFirst().getValue()));
  }

  /** Names go to logs and terminals, where control characters would do harm. */
  private static String printable(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N} ._@-]", "?");
    return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
  }
}
