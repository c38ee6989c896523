package io.modicum.local.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that a gateway seals secrets with in its database, kept beside the database. */
public final class SealingKeyFile {

  private static final String NAME = "gateway-secret-key";
  private static final int BYTES = 32;

  private SealingKeyFile() {}

  /** Returns the key that is kept in a folder, in base64; it is made where there is none yet. */
  public static String readOrCreate(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      byte[] key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      Path readableByOwnerOnly = Files.createTempFile(folder, NAME, ".partial");
      Files.writeString(readableByOwnerOnly, Base64.getEncoder().encodeToString(key));
      Files.move(readableByOwnerOnly, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file);
  }
}
