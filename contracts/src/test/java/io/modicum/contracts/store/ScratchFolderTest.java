package io.modicum.contracts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that this process shares with another. */
class ScratchFolderTest {

  @TempDir Path folder;
  private Process other;

  @AfterEach
  void kill() {
    if (other != null) {
      other.destroyForcibly();
    }
  }

  @Test
  void removesWhatAKilledProcessLeftAndNothingOfOneThatLives() throws Exception {
    Path theirs = fileOfAnotherProcess();

    ScratchFolder.in(folder);

    assertThat(theirs).exists();
    other.destroyForcibly();
    assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();

    ScratchFolder.in(folder);

    assertThat(theirs).doesNotExist();
    assertThat(theirs.getParent()).doesNotExist();
  }

  @Test
  void keepsItsOwnFilesHoweverOftenItIsAskedFor() throws Exception {
    ScratchFolder first = ScratchFolder.in(folder);
    Path ours = first.newFile();
    ScratchFolder.in(folder);

    fileOfAnotherProcess();

    assertThat(ours).exists();
    assertThat(first.newFile().getParent()).isEqualTo(ours.getParent());
  }

  @Test
  void saysThatItMayBeTriedAgainWhereNothingCanBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> ScratchFolder.in(file)).isInstanceOf(Unavailable.class);
  }

  @Test
  void goesOnWhereSomebodyTidiedTheFolderAway() throws IOException {
    ScratchFolder scratch = ScratchFolder.in(folder.resolve("deep/down"));
    Path file = scratch.newFile();
    Files.delete(file);

    assertThat(scratch.newFile()).exists().isEmptyFile();
  }

  private Path fileOfAnotherProcess() throws IOException {
    other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                root(ScratchFolder.class) + ":" + root(ScratchFolderTest.class),
                OtherProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return Path.of(other.inputReader().readLine());
  }

  private static String root(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** Keeps a file in the folder until it is killed. */
  static final class OtherProcess {

    private OtherProcess() {}

    /** Prints where the file is. */
    public static void main(String[] folder) throws IOException {
      ScratchFolder scratch = ScratchFolder.in(Path.of(folder[0]));
      try {
        System.out.println(scratch.newFile());
        System.in.read();
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }
}
