// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Products in files: one after the other in all their bits, then the SHA-256 of all that, checked
 * once when a file is opened.
 */
final class DiskLatticeCache extends LatticeCache {
  private static final String SUFFIX = ".products";
  private static final String UNFINISHED = ".unfinished";

  private final Path folder;
  private final Map<String, MemorySegment> open = new HashMap<>();

  DiskLatticeCache(Path folder, long maxBytes) {
    super(maxBytes);
    this.folder = folder;
  }

  @Override
  synchronized Products kept(String key, int outputs, Products.Computation computation) {
    try {
      MemorySegment bytes = open.get(key);
      if (bytes == null) {
        bytes = find(key, outputs, computation);
        open.put(key, bytes);
      }
      return mapped(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The cache of encrypted layers in %s cannot be used (%s); free space there or name another folder."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private static Products mapped(MemorySegment bytes) {
    int size = Wire.wholeBytes();
    return (first, count) ->
        (output, into) -> {
          long at = (long) output * size;
          Wire.WHOLE.decode(bytes.asSlice(at, size).toArray(ValueLayout.JAVA_BYTE), into);
        };
  }

  private MemorySegment find(String key, int outputs, Products.Computation computation)
      throws IOException {
    Path file = folder.resolve(key + SUFFIX);
    long bytes = (long) outputs * Wire.wholeBytes();
    if (!isWhole(file, bytes)) {
      Files.createDirectories(folder);
      makeRoom(bytes);
      write(file, outputs, computation);
    }
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    return map(file, bytes);
  }

  private static MemorySegment map(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto());
    }
  }

  private static boolean isWhole(Path file, long bytes) throws IOException {
    MessageDigest digest = WeightDigest.sha256();
    if (!Files.exists(file) || Files.size(file) != bytes + digest.getDigestLength()) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] part = new byte[Wire.wholeBytes()];
      var in = Channels.newInputStream(channel);
      for (long at = 0; at < bytes; at += part.length) {
        digest.update(part, 0, in.readNBytes(part, 0, part.length));
      }
      return MessageDigest.isEqual(digest.digest(), in.readNBytes(digest.getDigestLength()));
    }
  }

  /** Deletes what was used longest ago; a deleted file stays readable where it is mapped. */
  private void makeRoom(long bytes) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted(Comparator.comparingLong(DiskLatticeCache::lastUse)).toList();
    }
    long left = maxBytes() - bytes;
    for (Path file : files) {
      left -= isProducts(file) ? file.toFile().length() : 0;
      deleteIfAbandoned(file);
    }
    for (int i = 0; i < files.size() && left < 0; i++) {
      if (isProducts(files.get(i))) {
        left += files.get(i).toFile().length();
        Files.deleteIfExists(files.get(i));
        open.remove(files.get(i).getFileName().toString().replace(SUFFIX, ""));
      }
    }
  }

  private static boolean isProducts(Path file) {
    return file.toString().endsWith(SUFFIX);
  }

  private static long lastUse(Path file) {
    return file.toFile().lastModified();
  }

  /** What a process that was killed has left behind. */
  private static void deleteIfAbandoned(Path file) throws IOException {
    boolean old = lastUse(file) < System.currentTimeMillis() - Duration.ofDays(1).toMillis();
    if (file.toString().endsWith(UNFINISHED) && old) {
      Files.deleteIfExists(file);
    }
  }

  private void write(Path file, int outputs, Products.Computation computation) throws IOException {
    Path unfinished = Files.createTempFile(folder, "", UNFINISHED, ownerOnly());
    try {
      writeAll(unfinished, outputs, computation);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void writeAll(Path file, int outputs, Products.Computation computation)
      throws IOException {
    MessageDigest digest = WeightDigest.sha256();
    byte[] encoded = new byte[Wire.wholeBytes()];
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE);
        var hashed = new DigestOutputStream(new BufferedOutputStream(out), digest)) {
      for (int first = 0; first < outputs; first += BLOCK) {
        for (Polynomial product : computation.compute(first, Math.min(BLOCK, outputs - first))) {
          Wire.WHOLE.encode(product, encoded, 0);
          hashed.write(encoded);
        }
      }
      byte[] sum = digest.digest();
      hashed.on(false);
      hashed.write(sum);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
