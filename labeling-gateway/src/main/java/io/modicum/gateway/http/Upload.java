package io.modicum.gateway.http;

import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A body on its way from a client to the object store, in a file that ends with it. */
public final class Upload implements AutoCloseable {

  private final Path file;
  private final MessageDigest digest;
  private final long bytes;

  private Upload(Path file, MessageDigest digest, long bytes) {
    this.file = file;
    this.digest = digest;
    this.bytes = bytes;
  }

  /** Reads a stream to its end. */
  public static Upload receive(InputStream stream) {
    MessageDigest digest = ContentAddress.digest();
    try {
      Path file = ScratchFolder.ofMachine().newFile();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
        return new Upload(file, digest, stream.transferTo(out));
      } catch (IOException cut) {
        Files.delete(file);
        throw cut;
      }
    } catch (IOException cut) {
      throw new UncheckedIOException("the upload could not be received", cut);
    }
  }

  /**
   * Returns the SHA-256 of the body's bytes followed by a text, in lower-case hexadecimal; may be
   * asked once.
   */
  public String addressWith(String settings) {
    digest.update(settings.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  public long bytes() {
    return bytes;
  }

  public Path file() {
    return file;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
