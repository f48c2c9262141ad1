// SPDX-License-Identifier: Apache-2.0
/** The choice between scalar and vector kernels, in one place. */
package linnet.crypto.kernel;
