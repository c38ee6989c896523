package io.modicum.checks.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which metrics and labels PromQL names; whether it is PromQL at all, promtool tells. */
final class PromQl {

  /** What the services expose, as a system test has found it. */
  private static final Path EXPOSED =
      Path.of(
          System.getProperty("modicum.root"),
          "deploy/system-tests/src/test/resources/exposed-metrics.txt");

  /** Labels that Prometheus adds to what it scrapes. */
  private static final Set<String> OF_THE_SCRAPE = Set.of("job", "instance");

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring");

  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern SELECTOR = Pattern.compile("(\\w+)\\s*\\{([^}]*)}");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern NAME = Pattern.compile("\\b([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()");

  private PromQl() {}

  /** Returns the metrics that services expose, with their labels. */
  static Map<String, Set<String>> exposed() throws IOException {
    Map<String, Set<String>> exposed = new HashMap<>();
    for (String line : Files.readAllLines(EXPOSED)) {
      if (!line.startsWith("#")) {
        List<String> words = Arrays.asList(line.split(" "));
        exposed.put(words.get(0), new HashSet<>(words.subList(1, words.size())));
      }
    }
    return exposed;
  }

  /** Returns what an expression names that is not exposed. */
  static Set<String> unknown(String expression, Map<String, Set<String>> exposed) {
    String rest = RANGE.matcher(STRING.matcher(expression).replaceAll("\"\"")).replaceAll("");
    Set<String> unknown = new HashSet<>();
    Set<String> labels = new HashSet<>(OF_THE_SCRAPE);
    Matcher selector = SELECTOR.matcher(rest);
    while (selector.find()) {
      Set<String> its = exposed.getOrDefault(selector.group(1), Set.of());
      for (String matcher : selector.group(2).split(",")) {
        String label = matcher.split("[=!]")[0].strip();
        if (!its.contains(label) && !OF_THE_SCRAPE.contains(label)) {
          unknown.add(selector.group(1) + "{" + label + "}");
        }
      }
    }
    rest = SELECTOR.matcher(rest).replaceAll("$1");
    Matcher name = NAME.matcher(GROUPING.matcher(rest).replaceAll(""));
    while (name.find()) {
      if (!KEYWORDS.contains(name.group(1))) {
        Set<String> its = exposed.get(name.group(1));
        if (its == null) {
          unknown.add(name.group(1));
        } else {
          labels.addAll(its);
        }
      }
    }
    GROUPING
        .matcher(rest)
        .results()
        .flatMap(grouping -> Arrays.stream(grouping.group(1).split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty() && !labels.contains(label))
        .forEach(label -> unknown.add("by (" + label + ")"));
    return unknown;
  }
}
