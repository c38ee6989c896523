package io.modicum.checks.monitoring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checker. */
final class Promtool {

  private Promtool() {}

  /** What it said, and whether it was content. */
  record Verdict(boolean content, String said) {}

  /** Runs it in a folder. */
  static Verdict run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(System.getProperty("modicum.promtool", "promtool")));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException missing) {
      throw new AssertionError(
          "promtool cannot be run: install it (Debian: apt-get install prometheus), or name it with"
              + " -Dmodicum.promtool=…",
          missing);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Verdict(process.waitFor() == 0, said);
  }
}
