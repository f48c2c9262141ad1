// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/**
 * The token without which no insecure part can be reached: searching for its one method finds every
 * place that uses one.
 */
public final class InsecureAccess {
  private static final InsecureAccess TOKEN = new InsecureAccess();

  private InsecureAccess() {}

  /**
   * The caller accepts that a server that looks can see the images: {@link InsecureTrustedDealer}
   * lives in the server's process.
   */
  public static InsecureAccess acceptThatTheServerCanSeeImages() {
    return TOKEN;
  }
}
