package io.modicum.checks.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The values with which the chart is tried, each from files of the chart's or of these tests. */
public enum Variant {
  EXTERNAL("external"),
  DEV("values-dev"),
  GPU("external", "values-gpu"),
  HIGHLY_AVAILABLE("external", "values-ha"),
  TLS("external", "tls"),
  SCRAM("external", "tls", "scram"),
  MUTUAL_TLS("external", "mutual-tls"),
  PLAIN_SECRETS("external", "plain-secrets"),
  INGRESS("external", "ingress"),
  GATEWAY_API("external", "gateway-api"),
  STRIMZI("external", "strimzi"),
  KEDA("external", "keda"),
  KEDA_SCRAM("external", "tls", "scram", "keda"),
  KEDA_MUTUAL_TLS("external", "mutual-tls", "keda"),
  KEDA_PLAIN_SECRETS("external", "plain-secrets", "keda"),
  HPA("external", "hpa"),
  MONITORING("external", "monitoring"),
  TRACING("external", "tracing"),
  EVERYTHING_ELSE("external", "everything-else"),
  WITHOUT_POLICIES("external", "without-policies");

  static final Path CHART = Path.of(System.getProperty("modicum.root"), "deploy/helm/modicum");
  static final String RELEASE = "modicum";
  static final String NAMESPACE = "labels";

  /** What {@code helm.sh/hook} is called in {@link #manifests}. */
  static final String HOOK = "checks/hook";

  private static final Path WITH_HOOKS = copyWithHooks();
  private static final Map<Variant, Manifests> RENDERED = new ConcurrentHashMap<>();

  private final List<Path> files;

  Variant(String... files) {
    this.files = Stream.of(files).map(Variant::file).toList();
  }

  private static Path file(String name) {
    return name.startsWith("values-")
        ? Path.of(System.getProperty("modicum.root"), "deploy/helm/modicum", name + ".yaml")
        : Path.of("src/test/resources/values", name + ".yaml");
  }

  /** Returns every object of a release with these values, hooks and tests included. */
  public Manifests manifests() {
    return RENDERED.computeIfAbsent(this, variant -> Manifests.of(render(WITH_HOOKS, Map.of())));
  }

  /** Returns what Helm renders of these values and further ones, by their paths. */
  String render(Map<String, Object> further) {
    return render(CHART, further);
  }

  private String render(Path chart, Map<String, Object> further) {
    TemplateCommand command =
        new Helm(chart)
            .template()
            .withKubeVersion("1.30")
            .withName(RELEASE)
            .withNamespace(NAMESPACE);
    files.forEach(command::withValuesFile);
    further.forEach(command::set);
    return command.call();
  }

  /** Returns what Helm tells who installs the release. */
  String notes() {
    InstallCommand command =
        new Helm(WITH_HOOKS)
            .install()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .clientOnly()
            .dryRun();
    files.forEach(command::withValuesFile);
    String output = command.call().getOutput();
    return output.substring(output.indexOf("NOTES:"));
  }

  /**
   * Copies the chart, changed in two things that the library cannot do: it leaves hooks out, so
   * their annotation gets another name, and its dry run takes an old Kubernetes, so any will do.
   */
  private static Path copyWithHooks() {
    try (Stream<Path> paths = Files.walk(CHART)) {
      Path copy = Files.createTempDirectory(Path.of("target"), "chart").resolve("modicum");
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path target = copy.resolve(CHART.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.writeString(
              target,
              Files.readString(path)
                  .replaceFirst("(?m)^kubeVersion:.*$", "")
                  .replace("helm.sh/hook:", HOOK + ":"));
        }
      }
      return copy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static LintResult lint() {
    return new Helm(CHART).lint().strict().call();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
