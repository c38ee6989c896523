package io.modicum.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.modicum.gateway.testing.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API says of itself is complete, true to its examples, and makes a client. */
@QuarkusTest
class OpenApiTest extends GatewayTest {

  private static final Path GENERATOR = Path.of("target/openapi-generator-cli.jar");
  private static final String SCHEMAS = "#/components/schemas/";

  /** Says only that the generator shows no examples of images and other files. */
  private static final String HARMLESS = "Response examples can currently only be generated for";

  @TempDir Path folder;

  private JsonNode document;

  @BeforeEach
  void read() {
    document = api.get("/q/openapi?format=json").json();
  }

  @Test
  void namesAndDescribesEveryOperation() {
    List<JsonNode> operations = operations();

    assertThat(operations)
        .extracting(text("operationId"))
        .doesNotContain("")
        .doesNotHaveDuplicates()
        .contains("registerDataset", "registerBucketDataset");
    assertThat(operations).extracting(text("summary")).doesNotContain("");
    assertThat(operations).allMatch(operation -> operation.path("tags").size() == 1);
    assertThat(operations).allMatch(operation -> operation.at("/responses/default").has("$ref"));
  }

  @Test
  void givesAnExampleOfEveryBodyAndSchemaThatIsOne() {
    List<String> lacking = new ArrayList<>();
    for (JsonNode operation : operations()) {
      String name = operation.path("operationId").asText();
      operation
          .path("responses")
          .properties()
          .forEach(response -> requireExamples(name, response.getValue(), lacking));
    }
    for (Map.Entry<String, JsonNode> schema : schemas()) {
      if (!schema.getValue().has("example")) {
        lacking.add(schema.getKey());
      } else {
        check(schema.getKey(), schema.getValue(), schema.getValue().path("example"), lacking);
      }
    }

    assertThat(lacking).isEmpty();
  }

  private void requireExamples(String operation, JsonNode body, List<String> lacking) {
    for (Map.Entry<String, JsonNode> type : body.path("content").properties()) {
      JsonNode example = type.getValue().path("example");
      if (type.getKey().equals("application/json") && example.isMissingNode()) {
        lacking.add(operation);
      } else if (type.getKey().equals("application/json")) {
        check(operation, type.getValue().path("schema"), example, lacking);
      }
    }
  }

  /** Adds what is wrong with an example; fields that the schema does not know are wrong too. */
  private void check(String name, JsonNode schema, JsonNode example, List<String> wrong) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", strict(document.path("components").deepCopy()));
    JsonSchema rules = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(whole);
    rules.validate(example).forEach(fault -> wrong.add(name + ": " + fault.getMessage()));
  }

  private static JsonNode strict(JsonNode components) {
    for (JsonNode schema : components.path("schemas")) {
      if (schema.has("properties")) {
        ((ObjectNode) schema).put("additionalProperties", false);
      }
    }
    return components;
  }

  @Test
  void namesChoicesAsTheyAreSent() {
    assertThat(document.findValues("enum"))
        .isNotEmpty()
        .allSatisfy(
            choices ->
                assertThat(choices)
                    .extracting(JsonNode::asText)
                    .allMatch(choice -> choice.matches("[a-z0-9-]+")));
  }

  @Test
  void makesAClientThatCompilesWithoutAWarning() throws Exception {
    Path file =
        Files.write(folder.resolve("openapi.json"), api.get("/q/openapi?format=json").bytes());

    List<String> said = new ArrayList<>(run("validate", "--recommend", "-i", file.toString()));
    said.addAll(
        run(
            "generate",
            "-g",
            "java",
            "--library",
            "native",
            "-i",
            file.toString(),
            "-o",
            folder.resolve("client").toString(),
            "--additional-properties=openApiNullable=false,useJakartaEe=true"));

    assertThat(said)
        .noneMatch(line -> line.matches(".*\\b(WARN|ERROR)\\b.*") && !line.contains(HARMLESS))
        .anyMatch(line -> line.contains("No validation issues detected"));
    assertThat(compile(folder.resolve("client/src/main/java"))).isZero();
  }

  private List<String> run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                GENERATOR.toString()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    List<String> said = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(status).as(String.join("\n", said)).isZero();
    return said;
  }

  private int compile(Path sources) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-nowarn",
                "-encoding",
                StandardCharsets.UTF_8.name(),
                "-d",
                Files.createDirectory(folder.resolve("classes")).toString(),
                "-cp",
                System.getProperty("java.class.path")));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    return compiler.run(null, null, null, arguments.toArray(String[]::new));
  }

  private List<JsonNode> operations() {
    List<JsonNode> operations = new ArrayList<>();
    document.path("paths").forEach(path -> path.forEach(operations::add));
    return operations;
  }

  private Iterable<Map.Entry<String, JsonNode>> schemas() {
    return document.at(SCHEMAS.substring(1, SCHEMAS.length() - 1)).properties();
  }

  private static java.util.function.Function<JsonNode, String> text(String field) {
    return node -> node.path(field).asText();
  }
}
