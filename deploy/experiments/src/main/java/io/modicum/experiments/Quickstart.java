package io.modicum.experiments;

import io.modicum.experiments.comparison.CampaignTemplate;
import io.modicum.experiments.comparison.Comparison;
import io.modicum.experiments.comparison.ControlledVariables;
import io.modicum.experiments.run.Campaigns;
import io.modicum.experiments.run.ProgressBoard;
import io.modicum.experiments.run.StartedCampaigns;
import io.modicum.local.part.LocalParts;
import io.modicum.local.part.PartAddresses;
import io.modicum.local.process.FolderLock;
import io.modicum.local.service.Gateway;
import io.modicum.local.service.JvmLauncher;
import io.modicum.local.service.LocalServices;
import io.modicum.local.service.SealingKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Runs the whole system on this machine and compares modes or acquisition functions. */
@Command(
    name = "deploy/quickstart",
    mixinStandardHelpOptions = true,
    resourceBundle = "io.modicum.experiments.Quickstart",
    version = "Modicum ${bundle:modicum.version}",
    sortOptions = false,
    description = {
      "Starts a Kafka broker, an S3 server, PostgreSQL and the four Modicum services on this"
          + " machine, registers a dataset, and runs two campaigns on it for each seed: one with"
          + " self-supervised features, one trained from scratch in each cycle. A simulated oracle"
          + " answers with the dataset's own labels, and both choose their images alike: at random,"
          + " unless --campaign says how. With --acquisition it compares acquisition"
          + " functions instead: one self-supervised campaign for each function and seed.",
      "",
      "Leaves report.json, report.md and plots in target/quickstart, and serves until Ctrl-C.",
      "",
      "With --serve it runs no campaign of its own: it is there for yours."
    })
public final class Quickstart implements Callable<Integer> {

  private static final List<String> DEMO_BUDGETS = List.of("20", "50", "100", "200");

  @Spec private CommandSpec command;

  @Option(
      names = "--serve",
      description = {
        "Start everything and run nothing: for images and campaigns of your own, in the page or"
            + " through the API. Registers a dataset only with --dataset, and keeps all data, as"
            + " with --keep."
      })
  private boolean serve;

  @Option(names = "--exit", description = "End after the report instead of serving on.")
  private boolean exit;

  @Option(
      names = "--keep",
      description =
          "Keep all data under ~/.local/share/modicum, and find there what earlier runs made. A"
              + " comparison that was interrupted goes on, and one that has ended is told again.")
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
            + " {\"preset\": \"small\", \"pretraining\": {\"epochs\": 60}}, without name, dataset,"
            + " mode and seed, with --acquisition also without acquisition. See deploy/recipes."
      })
  private Path campaign;

  @Option(
      names = "--acquisition",
      split = ",",
      paramLabel = "F",
      description = {
        "Compare these acquisition functions with the first of them, on one backbone: all share the"
            + " pretraining of the first seed, unless --campaign gives pretraining.seed. The word"
            + " all stands for random and then every other function."
      })
  private Set<String> acquisition = Set.of();

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
          "Each decides all that is random in a campaign; the report gives mean and standard"
              + " deviation. Default: ${DEFAULT-VALUE}.")
  private Set<Long> seeds = Set.of();

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "SERVICE",
      description =
          "Leave these services to you, such as pretrain-service in Quarkus' dev mode, and say how"
              + " to start them. A gateway of yours can run beside this one.")
  private Set<LocalServices.Service> without = Set.of();

  private final long startNanos = System.nanoTime();
  private final ProgressBoard board =
      new ProgressBoard(System.out, Boolean.getBoolean("modicum.terminal"));

  public static void main(String[] args) {
    System.exit(new CommandLine(new Quickstart()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("modicum.root", "")).toAbsolutePath();
    requireNothingToCompareIfServing();
    requireGateway();
    Optional<Path> archive = archive(root);
    CampaignTemplate template = template();
    Path target = root.resolve("target");
    Path output = target.resolve("quickstart");
    Path data = data(output);
    try (FolderLock clone = FolderLock.acquire(target)) {
      FolderLock.acquireForParts(data).close();
      deleteRecursively(output);
      return run(root, archive, template, data, Files.createDirectories(output));
    } catch (IOException failure) {
      board.keep();
      System.err.println("The quickstart failed: " + failure.getMessage());
      return 1;
    }
  }

  private void requireNothingToCompareIfServing() {
    List<String> idle =
        Stream.of("--exit", "--campaign", "--acquisition", "--budgets", "--seeds")
            .filter(command.commandLine().getParseResult()::hasMatchedOption)
            .toList();
    if (serve && !idle.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "--serve runs no campaigns, so that "
              + String.join(" and ", idle)
              + " cannot go with it.");
    }
  }

  private void requireGateway() {
    if (without.contains(LocalServices.Service.GATEWAY)) {
      throw new ParameterException(
          command.commandLine(),
          "The quickstart itself needs its gateway; start yours beside it, on another port.");
    }
  }

  /** Returns what to register, if anything. */
  private Optional<Path> archive(Path root) {
    if (serve && dataset == null) {
      return Optional.empty();
    }
    Path archive = dataset == null ? root.resolve("deploy/local/demo/cifar-10-demo.zip") : dataset;
    if (Files.isDirectory(archive)) {
      throw new ParameterException(
          command.commandLine(),
          archive + " is a folder. Pack it into a zip or tar, and give that with --dataset FILE.");
    }
    if (!Files.isReadable(archive)) {
      throw new ParameterException(
          command.commandLine(),
          (Files.exists(archive) ? "You may not read " : "There is no file ")
              + archive
              + ". Give an archive with --dataset FILE.");
    }
    return Optional.of(archive);
  }

  private Path data(Path output) {
    return keep || serve
        ? Path.of(System.getProperty("user.home"), ".local/share/modicum")
        : output.resolve("data");
  }

  private int run(
      Path root, Optional<Path> archive, CampaignTemplate template, Path data, Path output)
      throws IOException, InterruptedException {
    Path logs = Files.createDirectories(output.resolve("logs"));
    try (FolderLock ours = FolderLock.acquire(data);
        LocalParts parts =
            LocalParts.start(root.resolve("deploy/local/target/modicum-local.jar"), data, logs);
        LocalServices services =
            new LocalServices(
                new JvmLauncher(root, logs),
                parts.addresses(),
                Map.of(),
                SealingKeyFile.readOrCreate(data),
                true)) {
      board.say("Kafka, S3 and PostgreSQL answer; starting the services (logs in " + logs + ")");
      services.startAllBut(without);
      Gateway gateway = services.gateway();
      String address = services.address(LocalServices.Service.GATEWAY).toString();
      if (services.address(LocalServices.Service.GATEWAY).getPort() != LocalServices.GATEWAY_PORT) {
        board.say("Port " + LocalServices.GATEWAY_PORT + " is taken, so the gateway has another");
      }
      board.say("The services are ready. Sign in at " + address + " with one of these keys, which");
      board.say("are shown this once and kept nowhere:");
      board.say("  admin      " + services.adminKey());
      board.say("  annotator  " + gateway.createKey("annotator", "annotator"));
      without.forEach(service -> sayHowToStart(service, PartAddresses.in(data)));
      if (serve) {
        if (archive.isPresent()) {
          campaigns(gateway, services, data).register(archive.get());
        }
      } else {
        new Experiment(comparison(), acquisition, List.copyOf(seeds), template, startNanos)
            .run(campaigns(gateway, services, data), archive.orElseThrow(), output);
        System.out.println();
        System.out.println(Files.readString(output.resolve("report.md")));
        System.out.println("Tables, plots and all results are in " + output);
      }
      if (!exit) {
        System.out.println();
        System.out.println("Serving at " + address + " until Ctrl-C.");
        System.out.println(
            keep || serve
                ? "All data is kept in " + data + "."
                : "The next start begins with no data; --keep would keep it.");
        new CountDownLatch(1).await();
      }
      return 0;
    }
  }

  private void sayHowToStart(LocalServices.Service service, Path addresses) {
    board.say(service + " is left to you, for instance in Quarkus' dev mode:");
    board.say(
        "  ./mvnw -pl "
            + service
            + " -am package -DskipTests quarkus:dev -Dquarkus.config.locations="
            + addresses);
  }

  private Campaigns campaigns(Gateway gateway, LocalServices services, Path data)
      throws IOException {
    return new Campaigns(
        gateway,
        services,
        board,
        StartedCampaigns.read(data),
        new ControlledVariables(comparison()));
  }

  private Comparison comparison() {
    return acquisition.isEmpty() ? Comparison.MODES : Comparison.ACQUISITION_FUNCTIONS;
  }

  private CampaignTemplate template() {
    try {
      CampaignTemplate given =
          campaign == null
              ? CampaignTemplate.empty()
              : CampaignTemplate.read(campaign, comparison());
      CampaignTemplate complete = given.withBudgets(budgets, DEMO_BUDGETS);
      return switch (comparison()) {
        case MODES -> complete.withSelection();
        case ACQUISITION_FUNCTIONS -> complete.withPretrainingSeed(seeds.iterator().next());
      };
    } catch (IOException unusable) {
      throw new ParameterException(command.commandLine(), unusable.getMessage(), unusable);
    }
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
