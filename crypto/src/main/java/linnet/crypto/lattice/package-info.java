// SPDX-License-Identifier: Apache-2.0
/** Linear layers under ring-LWE encryption, prepared for many inferences at once. */
package linnet.crypto.lattice;
