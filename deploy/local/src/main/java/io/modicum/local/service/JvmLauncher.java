package io.modicum.local.service;

import io.modicum.local.process.ChildJvm;
import io.modicum.local.process.RunningService;
import io.modicum.local.service.LocalServices.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts each packaged service as a process that ends with this one.
 *
 * @param root the checkout, with the services packaged
 * @param logs folder for their logs
 */
public record JvmLauncher(Path root, Path logs) implements Launcher {

  /**
   * What native code needs here. glibc must keep freed pages: giving them back after each training
   * step costs up to a third. OpenMP may spin only shortly while it waits: on cores that other
   * processes share, spinning starves the very threads it waits for, but sleeping at once costs a
   * third where they are free.
   */
  private static final Map<String, String> NATIVE_TUNING =
      Map.of(
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_THRESHOLD_", "4294967296",
          "MALLOC_TRIM_THRESHOLD_", "4294967296",
          "MALLOC_TOP_PAD_", "268435456",
          "GOMP_SPINCOUNT", "1000");

  @Override
  public RunningService launch(
      Service service, Map<String, String> settings, Map<String, String> environment)
      throws IOException {
    List<String> options = new ArrayList<>(service.options());
    options.add("-XX:+UseSerialGC");
    settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
    Map<String, String> variables = new HashMap<>(environment);
    if (service != Service.GATEWAY) {
      variables.putAll(NATIVE_TUNING);
    }
    return ChildJvm.startService(
        service.toString(),
        logs,
        root.resolve(service.toString()).resolve("target/quarkus-app"),
        options,
        variables);
  }

  @Override
  public Path log(Service service) {
    return logs.resolve(service + ".log");
  }
}
