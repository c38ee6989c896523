package io.modicum.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM that ends when this one does. Its output goes to a log file. */
public final class ChildJvm implements RunningService {

  private static final int GRACE_SECONDS = 15;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildJvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a JVM.
   *
   * @param name for messages and the log file's name
   * @param logs folder of the log file, which is appended to
   * @param classPath jars and folders, besides this class's own place
   * @param options of the JVM, e.g. {@code -Xmx512m}
   * @param environment variables beside our own
   * @param mainAndArguments the main class and its arguments
   */
  public static ChildJvm start(
      String name,
      Path logs,
      List<Path> classPath,
      List<String> options,
      Map<String, String> environment,
      List<String> mainAndArguments)
      throws IOException {
    Files.createDirectories(logs);
    Path log = logs.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    List<String> places = new ArrayList<>();
    classPath.forEach(place -> places.add(place.toString()));
    places.add(ownPlace().toString());
    command.add(String.join(File.pathSeparator, places));
    command.add(ParentWatchdog.class.getName());
    command.addAll(mainAndArguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new ChildJvm(name, builder.start(), log);
  }

  /** Starts a packaged Quarkus service from its {@code quarkus-app} folder. */
  public static ChildJvm startService(
      String name,
      Path logs,
      Path quarkusApp,
      List<String> options,
      Map<String, String> environment)
      throws IOException {
    return start(
        name,
        logs,
        List.of(quarkusApp.resolve("quarkus-run.jar")),
        options,
        environment,
        List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
  }

  private static Path ownPlace() {
    try {
      return Path.of(ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public String name() {
    return name;
  }

  /** Returns the file that takes the output. */
  public Path log() {
    return log;
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void kill() {
    process.destroyForcibly();
    waitFor(GRACE_SECONDS);
  }

  @Override
  public void close() {
    process.destroy();
    if (!waitFor(GRACE_SECONDS)) {
      kill();
    }
  }

  private boolean waitFor(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
