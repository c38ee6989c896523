package io.modicum.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/quickstart} says on a machine that it cannot run on. */
class QuickstartScriptTest {

  private static final String JAVA =
      "echo \"    java.specification.version = %s\" >&2; [ \"$1\" != -XshowSettings:properties ] && echo \"started $*\"; exit 0";

  @TempDir Path clone;
  @TempDir Path programs;

  private Path script;

  @BeforeEach
  void copyTheScript() throws IOException {
    Path original = Path.of(System.getProperty("modicum.root"), "deploy/quickstart");
    script = Files.createDirectories(clone.resolve("deploy")).resolve("quickstart");
    Files.copy(original, script);
    program("uname", "[ \"$1\" = -s ] && echo Linux || echo x86_64");
    program("java", JAVA.formatted("17"));
    program("javac", "exit 0");
  }

  @Test
  void namesThePlatformThatItIsMadeFor() throws Exception {
    program("uname", "[ \"$1\" = -s ] && echo Darwin || echo arm64");

    Outcome outcome = run();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.said()).contains("Linux on x86_64", "this is Darwin on arm64");
  }

  @Test
  void namesTheVersionOfAJdkThatIsTooOld() throws Exception {
    program("java", JAVA.formatted("1.8"));

    Outcome outcome = run();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.said())
        .contains("17 or newer", programs.resolve("java") + " is version 1.8");
  }

  @Test
  void saysThatAJreCannotBuild() throws Exception {
    Files.delete(programs.resolve("javac"));

    Outcome outcome = run();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.said()).contains("JDK", "javac");
  }

  @Test
  void saysWhereItCannotWrite() throws Exception {
    Files.writeString(clone.resolve("target"), "in the way of the folder");

    Outcome outcome = run();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.said()).contains(clone.resolve("target") + " cannot be written to");
  }

  @Test
  void showsTheEndOfABuildThatFailedWithoutAWordOfMaven() throws Exception {
    program(clone.resolve("mvnw"), "echo 'no route to Maven'; exit 1");

    Outcome outcome = run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.said()).contains("no route to Maven", "quickstart-build.log");
    assertThat(clone.resolve("target/quickstart-built")).doesNotExist();
  }

  @Test
  void buildsOnceAndStarts() throws Exception {
    program(clone.resolve("mvnw"), "exit 0");

    Outcome first = run("--serve");
    Outcome second = run("--serve");

    assertThat(first.said()).contains("Building").containsPattern("started .*--serve");
    assertThat(second.said()).doesNotContain("Building").containsPattern("started .*--serve");
  }

  private record Outcome(int status, String said) {}

  private Outcome run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.remove("JAVA_HOME");
    environment.put("PATH", programs + ":" + withoutJava());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }

  /** Returns a folder that has of this machine's programs what the script needs. */
  private Path withoutJava() throws IOException {
    Path folder = Files.createDirectories(programs.resolve("machine"));
    for (String name :
        List.of("bash", "dirname", "sed", "find", "mkdir", "touch", "grep", "tail", "head")) {
      Path link = folder.resolve(name);
      if (!Files.exists(link)) {
        Path program = Path.of("/usr/bin", name);
        Files.createSymbolicLink(link, Files.exists(program) ? program : Path.of("/bin", name));
      }
    }
    return folder;
  }

  private void program(String name, String script) throws IOException {
    program(programs.resolve(name), script);
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
