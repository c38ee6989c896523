package io.modicum.gateway.exchange.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {

  @Test
  void namesALineThatIsTooLongToBeOne(@TempDir Path folder) throws IOException {
    // Given
    Path file = folder.resolve("labels.jsonl");
    Files.writeString(file, "plum/1.png\n" + "x".repeat((1 << 20) + 1));
    LineReader reader = new LineReader(FolderFormat::read);

    // When
    ThrowingCallable reading = () -> reader.read(LabelFile.of(file), row -> {});

    // Then
    assertThatThrownBy(reading)
        .hasMessage("line 2: is longer than 1048576 characters; nothing was taken");
  }
}
