// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import linnet.crypto.random.EntropySource;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import linnet.network.files.OwnerOnly;
import org.jspecify.annotations.Nullable;

/**
 * The operator's key, 32 bytes, under which a store's pieces lie on disk. Every file has a key of
 * its own, derived from this one and a random salt by HKDF-SHA256 (RFC 5869).
 */
public final class MaterialKey {
  private static final int BYTES = 32;

  private final byte[] secret;

  private MaterialKey(byte[] secret) {
    this.secret = secret;
  }

  /** Where the key of a store lies unless the operator says otherwise: beside its folder. */
  public static Path defaultPath(Path store) {
    Path folder = store.toAbsolutePath().normalize();
    return folder.resolveSibling(folder.getFileName() + ".key");
  }

  /**
   * Reads a key file: 64 hexadecimal digits.
   *
   * @throws InputException if it is missing, something else, or readable by others
   */
  public static MaterialKey load(Path file) {
    try {
      if (OwnerOnly.isOpenToOthers(file)) {
        throw new InputException(
            "The key file %s is open to other users; close it with \"chmod 600 %s\"."
                .formatted(file, file));
      }
      return parse("The key file " + file, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      throw new InputException(
          "There is no key file %s; without it the store's pieces cannot be read.".formatted(file),
          e);
    } catch (IOException e) {
      throw new InputException(
          "The key file %s could not be read (%s).".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Draws a key and writes it to a new file that only its owner may read.
   *
   * @throws InputException if the file exists or cannot be written
   */
  public static MaterialKey create(Path file) {
    byte[] secret = new byte[BYTES];
    EntropySource.secure().fill(secret);
    try {
      Files.createDirectories(file.toAbsolutePath().normalize().getParent());
      write(file, HexFormat.of().formatHex(secret) + "\n");
    } catch (FileAlreadyExistsException e) {
      throw new InputException(
          "%s exists already and is not overwritten: a store whose key is lost cannot be read."
              .formatted(file),
          e);
    } catch (IOException e) {
      throw AtomicFiles.failure(file, e);
    }
    return new MaterialKey(secret);
  }

  /** Reads the key file, or makes it if there is none. */
  public static MaterialKey loadOrCreate(Path file) {
    return Files.exists(file) ? load(file) : create(file);
  }

  /**
   * Reads the key, 64 hexadecimal digits, from an environment variable.
   *
   * @throws InputException if it is not set, or something else
   */
  public static MaterialKey fromEnvironment(String variable) {
    String text = System.getenv(variable);
    if (text == null) {
      throw new InputException(
          "The environment variable %s, which should hold the store's key, is not set."
              .formatted(variable));
    }
    return parse("The environment variable " + variable, text);
  }

  /** The key for one purpose: other salts and purposes give unrelated keys. */
  SecretKey derive(String purpose, byte[] salt) {
    HKDFParameterSpec specification =
        HKDFParameterSpec.ofExtract()
            .addIKM(secret)
            .addSalt(salt)
            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES);
    try {
      return KDF.getInstance("HKDF-SHA256").deriveKey("AES", specification);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK 25 has HKDF-SHA256.", e);
    }
  }

  /** Says nothing of the key. */
  @Override
  public String toString() {
    return "MaterialKey";
  }

  private static MaterialKey parse(String where, String text) {
    try {
      byte[] secret = HexFormat.of().parseHex(text.strip());
      if (secret.length == BYTES) {
        return new MaterialKey(secret);
      }
    } catch (IllegalArgumentException e) {
      throw noKey(where, e);
    }
    throw noKey(where, null);
  }

  private static InputException noKey(String where, @Nullable Throwable cause) {
    String sentence = "%s holds no key; it should be 64 hexadecimal digits.".formatted(where);
    return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
  }

  private static void write(Path file, String text) throws IOException {
    Set<StandardOpenOption> newFile =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, newFile, OwnerOnly.file())) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
