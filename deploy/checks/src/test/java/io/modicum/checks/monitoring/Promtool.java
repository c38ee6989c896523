package io.modicum.checks.monitoring;

import io.modicum.contracts.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own checker; a test that asks it is skipped where it is absent. */
final class Promtool {

  private Promtool() {}

  /** What it said, and whether it was content. */
  record Verdict(boolean content, String said) {}

  /** Runs it in a folder. */
  static Verdict run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Tool.PROMTOOL.orSkip().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Verdict(process.waitFor() == 0, said);
  }
}
