// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Where this process listens, as Linux tells it: addresses and ports in the kernel's digits. */
final class ListeningSockets {
  private static final Path SELF = Path.of("/proc/self");
  private static final String LISTENING = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** 127.0.0.1 and ::1, each word of four bytes in the processor's order; little-endian here. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

  private ListeningSockets() {}

  /** All that listen now. */
  static Set<String> ofThisProcess() {
    try {
      Set<String> own = ownSockets();
      Set<String> addresses = new TreeSet<>();
      for (String table : new String[] {"net/tcp", "net/tcp6"}) {
        for (String line : Files.readAllLines(SELF.resolve(table))) {
          String[] words = line.strip().split("\\s+", -1);
          if (words[STATE].equals(LISTENING) && own.contains("socket:[" + words[INODE] + "]")) {
            addresses.add(words[ADDRESS]);
          }
        }
      }
      return addresses;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether one of them is to be reached from this machine only. */
  static boolean isLoopback(String address) {
    return LOOPBACK.contains(address.substring(0, address.indexOf(':')));
  }

  private static Set<String> ownSockets() throws IOException {
    Set<String> targets = new HashSet<>();
    try (var links = Files.list(SELF.resolve("fd"))) {
      for (Path link : links.toList()) {
        if (Files.isSymbolicLink(link)) { // else it was closed meanwhile
          targets.add(Files.readSymbolicLink(link).toString());
        }
      }
    }
    return targets;
  }
}
