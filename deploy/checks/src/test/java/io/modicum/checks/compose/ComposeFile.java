package io.modicum.checks.compose;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Those parts of the <a
 * href="https://github.com/compose-spec/compose-spec/blob/main/spec.md">Compose Specification</a>
 * that our file uses; anything else in it is an error.
 */
record ComposeFile(
    String name,
    Map<String, ServiceDefinition> services,
    Map<String, Map<String, Object>> volumes) {

  private static final ObjectMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** A service. */
  record ServiceDefinition(
      String image,
      Restart restart,
      @JsonProperty("read_only") boolean readOnly,
      @JsonProperty("cap_drop") List<String> capDrop,
      @JsonProperty("security_opt") List<String> securityOpt,
      List<String> entrypoint,
      List<String> command,
      Map<String, String> environment,
      List<String> ports,
      List<String> tmpfs,
      List<String> volumes,
      @JsonProperty("mem_limit") String memLimit,
      @JsonProperty("stop_grace_period") String stopGracePeriod,
      @JsonProperty("depends_on") Map<String, Dependency> dependsOn,
      Healthcheck healthcheck) {

    ServiceDefinition {
      capDrop = capDrop == null ? List.of() : capDrop;
      environment = environment == null ? Map.of() : environment;
      ports = ports == null ? List.of() : ports;
      volumes = volumes == null ? List.of() : volumes;
      dependsOn = dependsOn == null ? Map.of() : dependsOn;
    }
  }

  enum Restart {
    @JsonProperty("on-failure")
    ON_FAILURE,
    @JsonProperty("unless-stopped")
    UNLESS_STOPPED
  }

  record Dependency(Condition condition) {}

  enum Condition {
    @JsonProperty("service_healthy")
    HEALTHY,
    @JsonProperty("service_completed_successfully")
    COMPLETED
  }

  record Healthcheck(
      List<String> test,
      String interval,
      String timeout,
      @JsonProperty("start_period") String startPeriod) {}

  static ComposeFile read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      // Jackson's own reader of YAML knows no merge keys.
      Map<String, Object> tree = new Yaml(options).load(reader);
      tree.keySet().removeIf(key -> key.startsWith("x-"));
      return STRICT.convertValue(tree, ComposeFile.class);
    }
  }
}
