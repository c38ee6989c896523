package io.modicum.system;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.modicum.checks.chart.Manifests;
import io.modicum.checks.chart.Variant;
import io.modicum.local.part.PartAddresses;
import io.modicum.local.process.RunningService;
import io.modicum.local.service.Launcher;
import io.modicum.local.service.LocalServices.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * Starts what the Helm chart makes for a single node as Docker containers: the same images, users,
 * restrictions, memory limits, variables and files. Only addresses, ports and secrets are others,
 * and the network is this machine's.
 */
final class ChartContainers implements Launcher {

  private static final Map<Service, String> PODS =
      Map.of(
          Service.PRETRAIN, "modicum-pretrain",
          Service.INFERENCE, "modicum-inference",
          Service.ACQUISITION, "modicum-acquisition",
          Service.GATEWAY, "modicum-gateway");

  private static final Duration PROVISION_WITHIN = Duration.ofMinutes(2);

  private final Manifests chart = Variant.DEV.manifests();
  private final Path folder;
  private final Map<Service, ChartContainer> newest = new EnumMap<>(Service.class);

  /**
   * @param folder for files that are mounted, and for logs
   */
  ChartContainers(Path folder) {
    this.folder = folder;
  }

  /** Makes topics and bucket, as the chart's job does; fails if the job does. */
  void provision(PartAddresses parts) throws IOException {
    PodSpec pod = pod("modicum-provision");
    try (GenericContainer<?> job =
        container(
            pod,
            variables(pod, parts.brokerAndStore(), Map.of()),
            logs().resolve("provision.log"))) {
      job.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PROVISION_WITHIN));
      job.start();
    }
  }

  @Override
  public RunningService launch(
      Service service, Map<String, String> settings, Map<String, String> environment)
      throws IOException {
    PodSpec pod = pod(PODS.get(service));
    ChartContainer started =
        new ChartContainer(
            container(pod, variables(pod, settings, environment), log(service)),
            Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()));
    newest.put(service, started);
    return started;
  }

  @Override
  public Path log(Service service) {
    return logs().resolve(service + ".log");
  }

  private Path logs() {
    return folder.resolve("logs");
  }

  /** Returns the container in which a service was started last. */
  ChartContainer of(Service service) {
    return newest.get(service);
  }

  private PodSpec pod(String name) {
    return chart.pods().get(name).getSpec();
  }

  /** Returns the chart's variables, with ours in the place of those that are the cluster's. */
  private static Map<String, String> variables(
      PodSpec pod, Map<String, String> settings, Map<String, String> environment) {
    Map<String, String> ours = new HashMap<>(environment);
    settings.forEach(
        (name, value) ->
            ours.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    Map<String, String> all = new HashMap<>();
    for (EnvVar variable : pod.getContainers().get(0).getEnv()) {
      if (variable.getValueFrom() == null) {
        all.put(variable.getName(), variable.getValue());
      } else if (!ours.containsKey(variable.getName())) {
        throw new IllegalArgumentException(variable.getName() + " is the cluster's, and not given");
      }
    }
    all.putAll(ours);
    return all;
  }

  private GenericContainer<?> container(PodSpec pod, Map<String, String> variables, Path log)
      throws IOException {
    Container wanted = pod.getContainers().get(0);
    HostConfig restrictions = restrictions(pod, wanted);
    return new GenericContainer<>(DockerImageName.parse(wanted.getImage()))
        .withEnv(variables)
        .withLogConsumer(frame -> append(frame, log))
        .withCreateContainerCmdModifier(
            command -> {
              command.withHostConfig(restrictions);
              command.withUser(
                  pod.getSecurityContext().getRunAsUser()
                      + ":"
                      + pod.getSecurityContext().getRunAsGroup());
              if (!wanted.getCommand().isEmpty()) {
                command.withEntrypoint(wanted.getCommand());
              }
            });
  }

  private static void append(OutputFrame frame, Path log) {
    try {
      Files.writeString(
          log, frame.getUtf8String(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private HostConfig restrictions(PodSpec pod, Container wanted) throws IOException {
    SecurityContext security = wanted.getSecurityContext();
    long bytes = wanted.getResources().getLimits().get("memory").getNumericalAmount().longValue();
    return new HostConfig()
        .withNetworkMode("host")
        .withReadonlyRootfs(security.getReadOnlyRootFilesystem())
        .withCapDrop(
            security.getCapabilities().getDrop().stream()
                .map(Capability::valueOf)
                .toArray(Capability[]::new))
        .withSecurityOpts(
            security.getAllowPrivilegeEscalation() ? List.of() : List.of("no-new-privileges"))
        .withMemory(bytes)
        .withMemorySwap(bytes)
        .withMounts(mounts(pod, wanted));
  }

  /** Returns the pod's, with a volume of the container's own for an empty directory. */
  private List<Mount> mounts(PodSpec pod, Container wanted) throws IOException {
    Map<String, Volume> volumes = new HashMap<>();
    pod.getVolumes().forEach(volume -> volumes.put(volume.getName(), volume));
    List<Mount> mounts = new ArrayList<>();
    for (VolumeMount mount : wanted.getVolumeMounts()) {
      Mount made = new Mount().withTarget(mount.getMountPath());
      Volume volume = volumes.get(mount.getName());
      mounts.add(
          volume.getEmptyDir() != null
              ? made.withType(MountType.VOLUME)
              : made.withType(MountType.BIND)
                  .withSource(files(volume.getConfigMap().getName()).toString())
                  .withReadOnly(mount.getReadOnly()));
    }
    return mounts;
  }

  private Path files(String configMap) throws IOException {
    Path files = Files.createDirectories(folder.resolve(configMap));
    for (Map.Entry<String, String> file :
        chart.named(ConfigMap.class, configMap).getData().entrySet()) {
      Files.writeString(files.resolve(file.getKey()), file.getValue());
    }
    return files;
  }
}
