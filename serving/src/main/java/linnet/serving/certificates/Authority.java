// SPDX-License-Identifier: Apache-2.0
package linnet.serving.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates for others; keys are on P-256. */
final class Authority {
  /** A key with its certificate and that of the authority. */
  record Credential(KeyPair keys, List<X509Certificate> chain) {}

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SERIAL_BITS = 127;

  private final KeyPair keys;
  private final X500Name name;
  private final Validity validity;
  private final X509Certificate certificate;

  private Authority(String commonName, Validity validity) throws GeneralSecurityException {
    this.keys = newKeys();
    this.name = named(commonName);
    this.validity = validity;
    this.certificate =
        signed(
            name,
            keys,
            List.of(
                new Extra(Extension.basicConstraints, true, new BasicConstraints(0)),
                new Extra(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))));
  }

  /** A new one that signs itself. */
  static Authority create(String commonName, Validity validity) throws GeneralSecurityException {
    return new Authority(commonName, validity);
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** For a server under these DNS names or IP addresses; the first is its common name. */
  Credential server(List<String> names) throws GeneralSecurityException {
    GeneralName[] alternatives =
        names.stream().map(Authority::generalName).toArray(GeneralName[]::new);
    return issue(
        names.getFirst(),
        List.of(
            purpose(KeyPurposeId.id_kp_serverAuth),
            new Extra(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))));
  }

  /** For a client of this name. */
  Credential client(String commonName) throws GeneralSecurityException {
    return issue(commonName, List.of(purpose(KeyPurposeId.id_kp_clientAuth)));
  }

  private record Extra(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

  private static Extra purpose(KeyPurposeId purpose) {
    return new Extra(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
  }

  private Credential issue(String commonName, List<Extra> extras) throws GeneralSecurityException {
    KeyPair own = newKeys();
    List<Extra> all = new ArrayList<>(extras);
    all.add(new Extra(Extension.basicConstraints, true, new BasicConstraints(false)));
    all.add(new Extra(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    return new Credential(own, List.of(signed(named(commonName), own, all), certificate));
  }

  private X509Certificate signed(X500Name subject, KeyPair of, List<Extra> extras)
      throws GeneralSecurityException {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
              validity.first(),
              validity.last(),
              subject,
              of.getPublic());
      for (Extra extra : extras) {
        builder.addExtension(extra.id(), extra.critical(), extra.value());
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (IOException | OperatorCreationException e) {
      throw new GeneralSecurityException("a certificate cannot be made", e);
    }
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  private static X500Name named(String commonName) {
    return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
  }

  private static GeneralName generalName(String name) {
    boolean address = name.contains(":") || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }
}
