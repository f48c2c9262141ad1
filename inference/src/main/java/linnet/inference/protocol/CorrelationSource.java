// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/** Where the shares of secret convolutions come from. */
public enum CorrelationSource {
  /** Ring-LWE encryption between the two parties, {@code protocol.md} §2. */
  LATTICE,

  /** INSECURE: {@link InsecureTrustedDealer}, for tests and development. */
  INSECURE_DEALER
}
