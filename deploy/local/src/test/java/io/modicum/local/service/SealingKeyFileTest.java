package io.modicum.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeyFileTest {

  @Test
  void keepsAKeyOfItsOwnWithTheDataForNobodyElseToRead(@TempDir Path data, @TempDir Path other)
      throws Exception {
    String key = SealingKeyFile.readOrCreate(data);

    assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    assertThat(SealingKeyFile.readOrCreate(data)).isEqualTo(key);
    assertThat(SealingKeyFile.readOrCreate(other)).isNotEqualTo(key);
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Files.getPosixFilePermissions(file))
                      .containsExactlyInAnyOrder(
                          PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
  }
}
