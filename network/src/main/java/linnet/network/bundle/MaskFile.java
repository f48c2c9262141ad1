// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Site;

/**
 * Masks as bit sets: the magic {@code LNMK}, number of sites, and for each site, in the network's
 * order, its name (modified UTF-8 with a two-byte length), number of units, and the bits, eight to
 * a byte, lowest first. Integers are big endian.
 */
final class MaskFile {
  private static final int MAGIC = 0x4C4E4D4B;

  private MaskFile() {}

  static void write(Masks masks, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(MAGIC);
    data.writeInt(masks.sites().size());
    for (String site : masks.sites()) {
      Mask mask = masks.get(site);
      data.writeUTF(site);
      data.writeInt(mask.shape().units());
      data.write(Arrays.copyOf(mask.bits().toByteArray(), bytes(mask.shape().units())));
    }
    data.flush();
  }

  static Masks read(byte[] file, Network network, String where) {
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(file));
    try {
      if (data.readInt() != MAGIC || data.readInt() != network.sites().size()) {
        throw new InputException(
            "%s holds no masks for the %d sites of %s; the file is corrupt or belongs to another network."
                .formatted(where, network.sites().size(), network.name()));
      }
      Map<String, Mask> masks = new LinkedHashMap<>();
      for (Site site : network.sites()) {
        masks.put(site.name(), readMask(data, site, where));
      }
      if (data.available() > 0) {
        throw new InputException(
            "%s is longer than its masks; the file is corrupt.".formatted(where));
      }
      return Masks.of(masks);
    } catch (IOException e) {
      throw new InputException(
          "%s is truncated; copy or make the bundle again.".formatted(where), e);
    }
  }

  private static Mask readMask(DataInputStream data, Site site, String where) throws IOException {
    String name = data.readUTF();
    int units = data.readInt();
    if (!name.equals(site.name()) || units != site.units()) {
      throw new InputException(
          "%s has a mask of %d units for %s where the network has %d for %s; it belongs to another network."
              .formatted(where, units, name, site.units(), site.name()));
    }
    BitSet bits = BitSet.valueOf(data.readNBytes(bytes(units)));
    if (bits.length() > units) {
      throw new InputException(
          "%s sets bits beyond the mask of %s; the file is corrupt.".formatted(where, name));
    }
    return Mask.of(site.shape(), bits);
  }

  private static int bytes(int units) {
    return (units + 7) / 8;
  }
}
