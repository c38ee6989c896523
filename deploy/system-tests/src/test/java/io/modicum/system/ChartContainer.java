package io.modicum.system;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ChangeLog;
import io.modicum.local.process.RunningService;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;

/** A container of {@link ChartContainers}, from its start to its end. */
final class ChartContainer implements RunningService {

  /** How a process ends that SIGKILL ends, be it for want of time or of memory. */
  private static final int KILLED = 128 + 9;

  private final GenericContainer<?> container;
  private final Duration grace;

  /**
   * Starts it.
   *
   * @param grace how long it may take to end when it is asked to
   */
  ChartContainer(GenericContainer<?> container, Duration grace) {
    this.container = container;
    this.grace = grace;
    container.start();
  }

  @Override
  public boolean isAlive() {
    return container.isRunning();
  }

  /** Returns what the kernel says about its first process, as {@code proc(5)} names it. */
  Map<String, String> process() throws IOException, InterruptedException {
    Map<String, String> fields = new HashMap<>();
    container
        .execInContainer("cat", "/proc/1/status")
        .getStdout()
        .lines()
        .map(line -> line.split(":\\s*", 2))
        .forEach(field -> fields.put(field[0], field[1]));
    return fields;
  }

  /** Returns which files differ from its image's: its own, and the places of its mounts. */
  List<String> changes() {
    return docker().containerDiffCmd(container.getContainerId()).exec().stream()
        .map(ChangeLog::getPath)
        .toList();
  }

  @Override
  public void kill() {
    container.stop();
  }

  /**
   * As Kubernetes ends a pod.
   *
   * @throws IllegalStateException if it did not end in its time, or by itself for want of memory
   */
  @Override
  public void close() {
    String id = container.getContainerId();
    docker().stopContainerCmd(id).withTimeout((int) grace.toSeconds()).exec();
    Long exit = docker().inspectContainerCmd(id).exec().getState().getExitCodeLong();
    container.stop();
    if (exit == KILLED) {
      throw new IllegalStateException(container.getDockerImageName() + " had to be killed");
    }
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }
}
