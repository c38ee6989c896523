package io.modicum.experiments.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows on the console what runs: repainted in a terminal, a line now and then elsewhere. */
public final class ProgressBoard {

  private static final long QUIET_NANOS = Duration.ofSeconds(15).toNanos();
  private static final int BAR = 24;

  private final PrintStream out;
  private final boolean terminal;
  private final long startNanos = System.nanoTime();
  private int painted;
  private long lastNanos = Long.MIN_VALUE / 2;

  public ProgressBoard(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Says something that stays. */
  public void say(String text) {
    painted = 0;
    out.printf(Locale.ROOT, "%s  %s%n", clock(), text);
  }

  /** Shows the present state, one line each. */
  void show(List<String> lines) {
    long now = System.nanoTime();
    if (!terminal && now - lastNanos < QUIET_NANOS) {
      return;
    }
    lastNanos = now;
    if (terminal && painted > 0) {
      out.printf(Locale.ROOT, "\u001b[%dA", painted);
    }
    for (String line : lines) {
      out.print((terminal ? "\u001b[2K" : clock() + "  ") + line + System.lineSeparator());
    }
    painted = lines.size();
    out.flush();
  }

  /** Ends the repainting, so that what was shown stays. */
  public void keep() {
    painted = 0;
    lastNanos = Long.MIN_VALUE / 2;
  }

  /** Describes a campaign or dataset in a line: its running stage, or what it waits for. */
  static String line(String name, JsonNode item) {
    JsonNode running = null;
    for (JsonNode stage : item.path("stages")) {
      if (stage.path("state").asText().equals("running")) {
        running = stage;
      }
    }
    String curve = curve(item.path("curve"));
    if (running == null) {
      String state = item.path("state").asText();
      return format(
          "%-24s %-56s %s",
          name, state.equals("running") ? "waits for its next stage to begin" : state, curve);
    }
    double percent = running.path("percent").asDouble();
    int cycle = running.path("cycle").asInt();
    return format(
        "%-24s %s %3.0f%% %-22s %s %s  %s",
        name,
        bar(percent),
        percent,
        running.path("stage").asText() + (cycle >= 0 ? ", cycle " + cycle : ""),
        running.path("rate").asDouble() > 0
            ? format("%5.0f images/s", running.path("rate").asDouble())
            : "",
        running.path("secondsLeft").asDouble() > 0
            ? format("%4.0f s left", running.path("secondsLeft").asDouble())
            : "",
        curve);
  }

  private static String curve(JsonNode points) {
    List<String> accuracies = new ArrayList<>();
    for (JsonNode point : points) {
      accuracies.add(
          format(
              "%d labels: %.1f%%",
              point.path("labels").asInt(), 100 * point.path("accuracy").asDouble()));
    }
    return String.join(", ", accuracies);
  }

  private static String bar(double percent) {
    int full = (int) Math.round(percent / 100 * BAR);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  private String clock() {
    long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
    return format("%d:%02d", seconds / 60, seconds % 60);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
