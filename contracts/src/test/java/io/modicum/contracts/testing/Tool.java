package io.modicum.contracts.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A program that tests run and that Maven cannot bring. Where the machine lacks it they are skipped
 * and {@link SkippedTests} tells so; with {@code -Dmodicum.tools=required}, as in CI, they fail.
 */
public enum Tool {
  CHROMIUM("chromium", "chromium"),
  PROMTOOL("prometheus", "promtool");

  private static final String POLICY = "modicum.tools";
  private static final String REQUIRED = "required";

  private final String debianPackage;
  private final String program;

  Tool(String debianPackage, String program) {
    this.debianPackage = debianPackage;
    this.program = program;
  }

  /** Returns the program, or skips the test that asks for it. */
  public Path orSkip() {
    Optional<Path> found = find();
    if (found.isEmpty() && REQUIRED.equals(System.getProperty(POLICY))) {
      throw new AssertionError(absence());
    }
    return found.orElseThrow(() -> new TestAbortedException(absence()));
  }

  private Optional<Path> find() {
    String given = System.getProperty(property());
    Stream<Path> candidates =
        given == null
            ? onThePath().map(folder -> folder.resolve(program))
            : Stream.of(Path.of(given));
    return candidates.filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
  }

  private static Stream<Path> onThePath() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }

  private String absence() {
    String given = System.getProperty(property());
    return "there is no %s %s; apt-get install %s, or -D%s=FILE, brings it"
        .formatted(
            program, given == null ? "on the PATH" : "at " + given, debianPackage, property());
  }

  private String property() {
    return "modicum." + program;
  }
}
