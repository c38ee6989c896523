package io.modicum.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole system on this machine and compares the two modes of campaigns. */
@Command(
    name = "deploy/quickstart",
    mixinStandardHelpOptions = true,
    version = "Modicum 0.1.0",
    sortOptions = false,
    description = {
      "Starts a Kafka broker, an S3 server, PostgreSQL and the four Modicum services on this"
          + " machine, registers a dataset, and runs two campaigns on it for each seed: one with"
          + " self-supervised features, one trained from scratch in each cycle. A simulated oracle"
          + " answers with the dataset's own labels.",
      "",
      "Leaves target/quickstart/report.json and learning-curves.svg, and serves until Ctrl-C."
    })
public final class Quickstart implements Callable<Integer> {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final List<String> DEMO_BUDGETS = List.of("20", "50", "100", "200");

  @Spec private CommandSpec command;

  @Option(names = "--exit", description = "End after the report instead of serving on.")
  private boolean exit;

  @Option(
      names = "--keep",
      description =
          "Keep all data under ~/.local/share/modicum, and find there what earlier runs made.")
  private boolean keep;

  @Option(
      names = "--dataset",
      paramLabel = "FILE",
      description = {
        "An archive of your own instead of the demo: a zip or tar with a folder per class of PNG"
            + " or JPEG files, CIFAR-10 or CIFAR-100 binary, Tiny ImageNet, or IDX."
      })
  private Path dataset;

  @Option(
      names = "--campaign",
      paramLabel = "FILE",
      description = {
        "What the campaigns have in common, as JSON: what POST /api/v1/campaigns takes, such as"
            + " {\"preset\": \"small\", \"pretraining\": {\"epochs\": 60}}, without name, dataset, mode"
            + " and seed. See deploy/recipes."
      })
  private Path campaign;

  @Option(
      names = "--budgets",
      split = ",",
      paramLabel = "N",
      description =
          "Sizes of the labelled set, as counts or percentages of the pool. Default: those of"
              + " --campaign, else 20,50,100,200.")
  private List<String> budgets = List.of();

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Each decides all that is random in two campaigns; the report gives mean and standard"
              + " deviation. Default: ${DEFAULT-VALUE}.")
  private Set<Long> seeds = Set.of();

  private final ProgressBoard board =
      new ProgressBoard(System.out, Boolean.getBoolean("modicum.terminal"));

  public static void main(String[] args) {
    System.exit(new CommandLine(new Quickstart()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("modicum.root", "")).toAbsolutePath();
    Path archive = dataset == null ? root.resolve("deploy/local/demo/cifar-10-demo.zip") : dataset;
    if (!Files.isRegularFile(archive)) {
      throw new ParameterException(
          command.commandLine(),
          "There is no file " + archive + ". Give an archive with --dataset FILE.");
    }
    CampaignTemplate template = template();
    Path output = root.resolve("target/quickstart");
    deleteRecursively(output);
    Path logs = Files.createDirectories(output.resolve("logs"));
    Path data =
        keep
            ? Path.of(System.getProperty("user.home"), ".local/share/modicum")
            : output.resolve("data");
    long start = System.nanoTime();
    try (LocalParts parts =
            LocalParts.start(root.resolve("deploy/local/target/modicum-local.jar"), data, logs);
        LocalServices services = new LocalServices(root, logs, parts.addresses(), Map.of())) {
      board.say("Kafka, S3 and PostgreSQL answer; starting the services (logs in " + logs + ")");
      services.startAll();
      Gateway gateway = new Gateway(services.address(LocalServices.Service.GATEWAY));
      String address = services.address(LocalServices.Service.GATEWAY).toString();
      board.say("All four services are ready. Watch the campaigns at " + address);
      List<CampaignResult> results = runCampaigns(gateway, services, archive, template);
      double seconds = (System.nanoTime() - start) / 1e9;
      report(results, archive, template, seconds, output);
      if (!exit) {
        System.out.printf("%nServing at %s until Ctrl-C.%n", address);
        new CountDownLatch(1).await();
      }
      return 0;
    } catch (IOException failure) {
      board.keep();
      System.err.println("The quickstart failed: " + failure.getMessage());
      return 1;
    }
  }

  private CampaignTemplate template() {
    try {
      CampaignTemplate given =
          campaign == null ? CampaignTemplate.empty() : CampaignTemplate.read(campaign);
      return given.withBudgets(budgets, DEMO_BUDGETS);
    } catch (IOException unusable) {
      throw new ParameterException(command.commandLine(), unusable.getMessage(), unusable);
    }
  }

  private List<CampaignResult> runCampaigns(
      Gateway gateway, LocalServices services, Path archive, CampaignTemplate template)
      throws IOException, InterruptedException {
    String name = archive.getFileName().toString().replaceFirst("\\.(zip|tar|tar\\.gz|tgz)$", "");
    String id = gateway.register(name, archive).path("id").asText();
    JsonNode packed = await(services, Map.of(name, () -> gateway.dataset(id)), "ready").get(name);
    board.say(
        "Dataset %s: %s images in the pool, %s in the test split, %d classes"
            .formatted(
                id,
                packed.path("pool").asText(),
                packed.path("test").asText(),
                packed.path("classes").size()));
    Map<String, Callable<JsonNode>> campaigns = new LinkedHashMap<>();
    for (long seed : seeds) {
      for (String mode : List.of("self-supervised", "from-scratch")) {
        JsonNode started = gateway.start(template.specification(id, mode, seed));
        String campaignId = started.path("id").asText();
        campaigns.put(started.path("name").asText(), () -> gateway.campaign(campaignId));
      }
    }
    return await(services, campaigns, "completed").values().stream()
        .map(CampaignResult::of)
        .toList();
  }

  /** Shows the items until all have reached a state; fails if one has failed. */
  private Map<String, JsonNode> await(
      LocalServices services, Map<String, Callable<JsonNode>> items, String state)
      throws IOException, InterruptedException {
    while (true) {
      Map<String, JsonNode> now = new LinkedHashMap<>();
      for (Map.Entry<String, Callable<JsonNode>> item : items.entrySet()) {
        now.put(item.getKey(), look(item.getValue()));
      }
      board.show(
          now.entrySet().stream()
              .map(item -> ProgressBoard.line(item.getKey(), item.getValue()))
              .toList());
      for (Map.Entry<String, JsonNode> item : now.entrySet()) {
        if (item.getValue().path("state").asText().equals("failed")) {
          throw new IOException(
              item.getKey() + ": " + item.getValue().path("failure").path("reason").asText());
        }
      }
      if (now.values().stream().allMatch(i -> i.path("state").asText().equals(state))) {
        board.keep();
        return now;
      }
      services.requireAllAlive();
      Thread.sleep(500);
    }
  }

  private static JsonNode look(Callable<JsonNode> question)
      throws IOException, InterruptedException {
    try {
      return question.call();
    } catch (IOException | InterruptedException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }

  private void report(
      List<CampaignResult> results,
      Path archive,
      CampaignTemplate template,
      double seconds,
      Path output)
      throws IOException {
    List<LearningCurve> curves = LearningCurve.of(results);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("dataset", archive.getFileName().toString());
    report.put("seeds", seeds);
    report.put("campaign", template.fields());
    report.put("seconds", seconds);
    report.put("curves", curves);
    report.put("campaigns", results);
    Path json = output.resolve("report.json");
    JSON.writeValue(json.toFile(), report);
    Path plot = output.resolve("learning-curves.svg");
    Files.writeString(
        plot, new LearningCurvesSvg(curves).draw("Learning curves: " + archive.getFileName()));
    System.out.printf("%n%s%nPlot   %s%nReport %s%n", LearningCurve.table(curves), plot, json);
  }

  private static void deleteRecursively(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).forEach(files::add);
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
