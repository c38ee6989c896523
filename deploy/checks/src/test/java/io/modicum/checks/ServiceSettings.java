package io.modicum.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** What a service reads, by its sources: its configuration interfaces and properties files. */
public final class ServiceSettings {

  private static final Path ROOT = Path.of(System.getProperty("modicum.root"));
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
  private static final Pattern METHOD = Pattern.compile("(?m)^  [\\w.<>]+ (\\w+)\\(\\);");

  private static final Set<String> BELOW =
      Set.of(
          "JAVA_TOOL_OPTIONS",
          "MALLOC_ARENA_MAX",
          "MALLOC_MMAP_THRESHOLD_",
          "MALLOC_TRIM_THRESHOLD_",
          "MALLOC_TOP_PAD_",
          "GOMP_SPINCOUNT",
          "SSL_CERT_FILE",
          "TZ");

  /** What Quarkus reads beside what the services' files set. */
  private static final Set<String> QUARKUS =
      Set.of(
          "quarkus.otel.exporter.otlp.endpoint",
          "quarkus.otel.exporter.otlp.headers",
          "quarkus.otel.exporter.otlp.protocol");

  private final Properties properties = new Properties();
  private final Set<String> names = new TreeSet<>();

  private ServiceSettings() {}

  /**
   * Reads those of a service.
   *
   * @param module e.g. {@code pretrain-service}
   */
  public static ServiceSettings of(String module) {
    ServiceSettings settings = new ServiceSettings();
    settings.addProperties("contracts", "META-INF/microprofile-config.properties");
    settings.addProperties(module, "application.properties");
    settings.addMappings("contracts");
    settings.addMappings(module);
    settings.names.addAll(settings.properties.stringPropertyNames());
    settings.names.addAll(QUARKUS);
    return settings;
  }

  /** Returns the names of all settings, e.g. {@code modicum.store.access-key}. */
  public Set<String> names() {
    return names;
  }

  /**
   * Returns the environment variables that mean something to the service, or to the JVM, C library
   * and SDKs below it.
   */
  public Set<String> variables() {
    Set<String> variables = new TreeSet<>(BELOW);
    names.forEach(name -> variables.add(variable(name)));
    ConsumerConfig.configNames().forEach(name -> variables.add(variable("kafka." + name)));
    return variables;
  }

  private static String variable(String name) {
    return name.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Returns the value that the service itself gives a setting. */
  public String value(String name) {
    return properties.getProperty(name);
  }

  /** Returns the port on which the service has its health and metrics. */
  public String managementPort() {
    return Boolean.parseBoolean(value("quarkus.management.enabled"))
        ? value("quarkus.management.port")
        : value("quarkus.http.port");
  }

  private void addProperties(String module, String file) {
    try (var reader =
        Files.newBufferedReader(ROOT.resolve(module).resolve("src/main/resources").resolve(file))) {
      properties.load(reader);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private void addMappings(String module) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
      for (Path file :
          (Iterable<Path>) files.filter(each -> named(each, "Config.java"))::iterator) {
        String source = Files.readString(file);
        PREFIX
            .matcher(source)
            .results()
            .map(found -> found.group(1))
            .forEach(prefix -> METHOD.matcher(source).results().forEach(m -> add(prefix, m)));
      }
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private void add(String prefix, MatchResult method) {
    names.add(prefix + "." + method.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
  }

  private static boolean named(Path file, String end) {
    return file.getFileName().toString().endsWith(end);
  }
}
