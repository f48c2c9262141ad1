// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/** Both seeds of each base transfer, as its sender holds them. */
// Seeds are handed over once, to the extension that consumes them; never compared.
@SuppressWarnings("ArrayRecordComponent")
record SeedPairs(byte[][] zero, byte[][] one) {}
