package io.modicum.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class QuickstartTest {

  @TempDir Path root;

  private final String repository = System.getProperty("modicum.root");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      new CommandLine(new Quickstart())
          .setOut(new PrintWriter(out, true))
          .setErr(new PrintWriter(err, true));

  @BeforeEach
  void workInAFolderOfItsOwn() {
    System.setProperty("modicum.root", root.toString());
  }

  @AfterEach
  void leaveTheOthersTheirs() {
    System.setProperty("modicum.root", repository);
  }

  @Test
  void tellsAllOptionsWithTheirDefaults() {
    assertThat(command.execute("--help")).isZero();

    assertThat(out.toString())
        .contains(
            "--serve",
            "--exit",
            "--keep",
            "--dataset=FILE",
            "--campaign=FILE",
            "--acquisition=F",
            "--budgets=N",
            "20,50,100,200",
            "--seeds=N",
            "--without=SERVICE");
  }

  @Test
  void tellsTheVersionThatItIsBuiltAs() {
    assertThat(command.execute("--version")).isZero();

    assertThat(out.toString().strip())
        .isEqualTo("Modicum " + System.getProperty("modicum.version"));
  }

  @Test
  void doesNotGoWithoutTheGatewayThatItAsks() {
    assertThat(command.execute("--serve", "--without", "labeling-gateway")).isEqualTo(2);

    assertThat(err.toString()).contains("beside it");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void saysWhichArchiveIsMissingBeforeItStartsAnything() {
    Path missing = root.resolve("nowhere.zip");

    assertThat(command.execute("--dataset", missing.toString())).isEqualTo(2);

    assertThat(err.toString()).contains(missing.toString(), "--dataset");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void saysWhatACampaignFileMustLeaveOutBeforeItStartsAnything() throws IOException {
    Path archive = Files.createFile(root.resolve("photos.zip"));
    Path file = Files.writeString(root.resolve("campaign.json"), "{\"seed\": 3}");

    assertThat(command.execute("--dataset", archive.toString(), "--campaign", file.toString()))
        .isEqualTo(2);

    assertThat(err.toString()).contains(file.toString(), "'seed'", "--seeds");
    assertThat(root).isDirectoryNotContaining("glob:**target");
  }

  @Test
  void saysThatComparedFunctionsAreNamedOnTheCommandLineOnly() throws IOException {
    Path archive = Files.createFile(root.resolve("photos.zip"));
    Path file = Files.writeString(root.resolve("campaign.json"), "{\"acquisition\": \"margin\"}");
    String[] options = {
      "--acquisition", "all", "--dataset", archive.toString(), "--campaign", file.toString()
    };

    assertThat(command.execute(options)).isEqualTo(2);

    assertThat(err.toString()).contains(file.toString(), "'acquisition'", "--acquisition");
    assertThat(root).isDirectoryNotContaining("glob:**target");
  }

  @Test
  void saysWhatCannotGoWithServing() {
    assertThat(command.execute("--serve", "--exit", "--seeds", "1,2")).isEqualTo(2);

    assertThat(err.toString()).contains("--serve", "--exit and --seeds");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void saysThatAFolderIsToBePacked() {
    assertThat(command.execute("--dataset", root.toString())).isEqualTo(2);

    assertThat(err.toString()).contains(root + " is a folder", "zip");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void refusesAnUnknownOption() {
    assertThat(command.execute("--budget", "5")).isEqualTo(2);

    assertThat(err.toString()).contains("--budget").contains("--budgets");
  }
}
