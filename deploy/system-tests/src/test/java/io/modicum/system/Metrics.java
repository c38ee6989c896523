package io.modicum.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of metrics with the names of their labels. */
final class Metrics {

  /** What the services expose, one metric a line, followed by its labels. */
  static final Path GOLDEN =
      Path.of(
          System.getProperty("modicum.root"),
          "deploy/system-tests/src/test/resources/exposed-metrics.txt");

  /** What begins so is there on a GPU alone. */
  static final String ON_A_GPU = "modicum_device_memory_";

  /** A line, which may end with an exemplar. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(?m)^([a-zA-Z_:]\\w*)(?:\\{((?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*)})? \\S+(?: # .*)?$");

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  private final Map<String, Set<String>> labels = new TreeMap<>();

  /** Reads the golden file. */
  static Metrics golden() throws IOException {
    Metrics golden = new Metrics();
    for (String line : Files.readAllLines(GOLDEN)) {
      if (!line.startsWith("#")) {
        String[] words = line.split(" ");
        golden.labels.put(words[0], new TreeSet<>(Arrays.asList(words).subList(1, words.length)));
      }
    }
    return golden;
  }

  /** Adds what a service exposes, in Prometheus' text format. */
  void add(String exposed) {
    Matcher sample = SAMPLE.matcher(exposed);
    while (sample.find()) {
      Set<String> its = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
      if (sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().forEach(label -> its.add(label.group(1)));
      }
    }
  }

  Map<String, Set<String>> labels() {
    return labels;
  }
}
