// SPDX-License-Identifier: Apache-2.0
/** Certificates for tests and trials of TLS. */
package linnet.serving.certificates;
