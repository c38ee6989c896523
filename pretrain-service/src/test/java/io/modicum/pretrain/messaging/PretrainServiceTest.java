package io.modicum.pretrain.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.contracts.campaign.SupervisedSettings;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.CampaignStarted;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.Part;
import io.modicum.pretrain.PretrainTest;
import io.modicum.pretrain.dataset.archive.Archives;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PretrainServiceTest extends PretrainTest {

  /** Epochs of a training that only its campaign's deletion ends. */
  private static final int ENDLESS = 10_000;

  @TestHTTPResource("/q/metrics")
  URI metrics;

  @Test
  void packsAnArchiveIntoShardsAndLabels() {
    register(twoColours().zip());

    Manifest<Dataset> manifest = Manifest.read(store, dataset(), Dataset.class);
    assertThat(manifest.content().classes()).containsExactly("blue", "red");
    assertThat(manifest.content().pool()).isEqualTo(32);
    assertThat(manifest.content().test()).isEqualTo(8);
    assertThat(manifest.content().mean().get(1)).isBetween(0.05, 0.08);
    Npy labels = read(manifest, Dataset.LABELS);
    assertThat(Arrays.stream(labels.ints()).limit(32).sum()).isEqualTo(16);
    Npy images = read(manifest, manifest.content().shards().get(0).part());
    assertThat(images.shape()).containsExactly(32, 3, 12, 12);
    assertThat(images.bytes()[0]).isEqualTo((byte) 0x10);
    assertThat(manifest.parts()).extracting(Part::name).doesNotContain(Dataset.ORIGINALS);
  }

  @Test
  void tellsWhereTheFileOfEachImageLies() {
    register(
        twoColours()
            .with(
                "unlabeled/photo.png",
                Archives.encode(new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB), "png"))
            .zip());

    Manifest<Dataset> manifest = Manifest.read(store, dataset(), Dataset.class);
    String[] paths =
        Json.read(Dataset.PATHS, store.get(manifest.part(Dataset.PATHS).key()), String[].class);
    int[] labels = read(manifest, Dataset.LABELS).ints();
    assertThat(paths).hasSize(41).doesNotHaveDuplicates();
    assertThat(paths[manifest.content().pool() - 1]).isEqualTo("unlabeled/photo.png");
    assertThat(IntStream.range(0, 41).filter(image -> labels[image] >= 0))
        .allMatch(
            image -> paths[image].contains(manifest.content().classes().get(labels[image]) + "/"));
  }

  @Test
  void keepsTheFilesOfImagesThatItResizes() {
    byte[] photo = Archives.encode(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpg");
    register(twoColours().with("unlabeled/photo.jpg", photo).zip());

    Manifest<Dataset> manifest = Manifest.read(store, dataset(), Dataset.class);
    int[] places = read(manifest, Dataset.ORIGINALS).ints();
    assertThat(places).hasSize(3 * 41);
    int unlabeled = 3 * (manifest.content().pool() - 1);
    Part files = manifest.part(Dataset.originals(places[unlabeled]));
    assertThat(store.getRange(files.key(), places[unlabeled + 1], places[unlabeled + 2]))
        .isEqualTo(photo);
    assertThat(files.bytes())
        .isEqualTo(
            IntStream.range(0, 41)
                .filter(image -> places[3 * image] == places[unlabeled])
                .map(image -> places[3 * image + 2])
                .sum());
    assertThat(IntStream.range(0, 41)).allMatch(image -> places[3 * image + 2] > 0);
  }

  @Test
  void pretrainsOnceForAllWhoAskForTheSame() {
    register(twoColours().zip());
    specify(Mode.SELF_SUPERVISED);
    CampaignStarted started =
        new CampaignStarted(
            campaign, dataset, Mode.SELF_SUPERVISED, ObjectKeys.specification(campaign));

    chain.send(started);
    BackboneReady ready = backbones(1).get(0);
    Manifest<Backbone> made = Manifest.read(store, ready.manifest(), Backbone.class);
    chain.send(started);

    assertThat(backbones(2)).containsExactly(ready, ready);
    assertThat(Manifest.read(store, ready.manifest(), Backbone.class)).isEqualTo(made);
    assertThat(made.content()).isEqualTo(new Backbone(16, 12, 12, false));
    assertThat(store.get(made.part(Backbone.ONNX).key())).isNotEmpty();
    assertThat(ready.backbone())
        .isEqualTo(ContentAddress.pretrainedBackbone(specification(Mode.SELF_SUPERVISED)));
    assertThat(store.list(ObjectKeys.trainingStates(ready.backbone()))).isEmpty();
    StageProgressed computed = hear(campaign, StageProgressed.State.COMPUTED);
    assertThat(computed.metrics()).containsKeys("loss", "outputDeviation", "neighbourAccuracy");
    assertThat(computed.metrics().get("neighbourAccuracy")).isBetween(0.5, 1.0);
  }

  @Test
  void imagesOfWhichNobodyKnowsTheClassArePackedAndPretrainedOn() {
    Archives flat = new Archives();
    for (int i = 0; i < 16; i++) {
      flat.withImage(String.format(Locale.ROOT, "holiday/%02d.png", i), 12, 12, i * 0x0a0703);
    }
    register(flat.zip());

    start(campaign, specification(Mode.SELF_SUPERVISED));

    BackboneReady ready = backbones(1).get(0);
    Manifest<Backbone> made = Manifest.read(store, ready.manifest(), Backbone.class);
    assertThat(store.get(made.part(Backbone.ONNX).key())).isNotEmpty();
    Manifest<Dataset> manifest = Manifest.read(store, dataset(), Dataset.class);
    assertThat(manifest.content().classes()).isEmpty();
    assertThat(manifest.content().pool()).isEqualTo(16);
    assertThat(manifest.content().test()).isZero();
    assertThat(read(manifest, Dataset.LABELS).ints()).hasSize(16).containsOnly(-1);
    StageProgressed computed = hear(campaign, StageProgressed.State.COMPUTED);
    assertThat(computed.metrics())
        .containsKeys("loss", "outputDeviation")
        .doesNotContainKey("neighbourAccuracy");
  }

  @Test
  void aRegisteredNetworkDoesNotWaitBehindATraining() {
    register(twoColours().zip());
    BackboneId registered = new BackboneId("registered-" + UUID.randomUUID());
    store.put(
        ObjectKeys.backbone(registered),
        Json.bytes(
            new Manifest<>(new Backbone(16, 12, 12, false), List.of(), List.of(), "test", 0, "")),
        "application/json");
    CampaignId other = new CampaignId("c-" + UUID.randomUUID());
    start(campaign, specification(Mode.SELF_SUPERVISED, Optional.empty(), ENDLESS));
    hear(campaign, StageProgressed.State.RUNNING);

    start(other, specification(Mode.SELF_SUPERVISED, Optional.of(registered), 3));

    BackboneReady ready =
        chain.hear(BackboneReady.class, 1, event -> event.campaign().equals(other)).get(0);
    assertThat(ready.backbone()).isEqualTo(registered);
  }

  @Test
  void theTrainingOfADeletedCampaignEndsAndTheNextOneBegins() {
    register(twoColours().zip());
    CampaignSpecification endless = specification(Mode.SELF_SUPERVISED, Optional.empty(), ENDLESS);
    CampaignId next = new CampaignId("c-" + UUID.randomUUID());
    start(campaign, endless);
    hear(campaign, StageProgressed.State.RUNNING);
    start(next, specification(Mode.SELF_SUPERVISED, Optional.empty(), 3));
    StageProgressed waiting =
        hear(next, event -> event.metrics().containsKey(StageProgressed.AHEAD));

    store.delete(ObjectKeys.specification(campaign));

    chain.hear(BackboneReady.class, 1, event -> event.campaign().equals(next));
    assertThat(waiting.state())
        .as("what a release before can read")
        .isEqualTo(StageProgressed.State.RUNNING);
    assertThat(waiting.metrics()).containsEntry("ahead", 1.0);
    assertThat(store.find(ObjectKeys.backbone(ContentAddress.pretrainedBackbone(endless))))
        .isEmpty();
  }

  @Test
  void trainsFromScratchOnTheLabelsOfACycle() {
    register(twoColours().zip());
    specify(Mode.FROM_SCRATCH);
    LabelledSet labelled =
        new LabelledSet(
            1,
            List.of(
                new LabelledSet.Label(0, 0, 0, List.of("ann"), 1),
                new LabelledSet.Label(31, 1, 1, List.of("ann"), 1)));
    String key = label(labelled);

    BackboneReady ready = backbones(1).get(0);
    assertThat(ready.cycle()).isEqualTo(1);
    Manifest<Backbone> made = Manifest.read(store, ready.manifest(), Backbone.class);
    assertThat(made.content()).isEqualTo(new Backbone(16, 12, 12, true));
    assertThat(made.inputs()).contains(key);
  }

  @Test
  void handsOnAnUntrainedNetworkAsLongAsNoImageHasALabel() {
    register(twoColours().zip());
    specify(Mode.FROM_SCRATCH);

    label(new LabelledSet(0, List.of(), List.of(0, 31), List.of()));

    BackboneReady ready = backbones(1).get(0);
    assertThat(Manifest.read(store, ready.manifest(), Backbone.class).content())
        .isEqualTo(new Backbone(16, 12, 12, true));
  }

  @Test
  void saysWhatToChangeWhereTrainingFromScratchDiverges() {
    register(twoColours().zip());
    CampaignSpecification diverging =
        specification(
            Mode.FROM_SCRATCH, Optional.empty(), 3, new SupervisedSettings(80, 256, 10, 0.99, 0.9));
    store.put(ObjectKeys.specification(campaign), Json.bytes(diverging), "application/json");
    LabelledSet labelled =
        new LabelledSet(
            0,
            List.of(
                new LabelledSet.Label(0, 0, 0, List.of("ann"), 1),
                new LabelledSet.Label(31, 1, 0, List.of("ann"), 1)));

    label(labelled);

    StageFailed failed = failed(campaign.value());
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("train-from-scratch");
    assertThat(failed.reason())
        .startsWith("supervised.learningRate: is too high: training diverged, ")
        .endsWith("; try a tenth of it");
    int[] learntFrom = new int[32];
    Arrays.fill(learntFrom, 1, 31, -1);
    learntFrom[31] = 1;
    assertThat(
            store.find(ObjectKeys.backbone(ContentAddress.scratchBackbone(diverging, learntFrom))))
        .isEmpty();
  }

  /** Commits a labelled set and announces it; returns its key. */
  private String label(LabelledSet labelled) {
    String key = ObjectKeys.labels(campaign, labelled.cycle());
    store.put(
        key,
        Json.bytes(new Manifest<>(labelled, List.of(), List.of(), "test", 0, "")),
        "application/json");
    chain.send(new LabelsCompleted(campaign, dataset, Mode.FROM_SCRATCH, labelled.cycle(), key));
    return key;
  }

  @Test
  void tellsTheDeviceAsAMetric() throws Exception {
    HttpResponse<String> exposed =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());

    assertThat(exposed.body())
        .containsPattern(
            "modicum_device_info\\{device=\"(cpu|gpu\\(\\d\\))\",engine=\"PyTorch\",version=\"\\d[^\"]*\"\\}"
                + " 1");
  }

  @Test
  void leavesCampaignsOfTheOtherModeAlone() {
    register(twoColours().zip());
    specify(Mode.FROM_SCRATCH);
    chain.send(
        new CampaignStarted(
            campaign, dataset, Mode.FROM_SCRATCH, ObjectKeys.specification(campaign)));
    CampaignId next = new CampaignId("c-" + UUID.randomUUID());
    store.put(
        ObjectKeys.specification(next),
        Json.bytes(specification(Mode.SELF_SUPERVISED)),
        "application/json");

    chain.send(
        new CampaignStarted(next, dataset, Mode.SELF_SUPERVISED, ObjectKeys.specification(next)));

    List<BackboneReady> heard =
        chain.hear(BackboneReady.class, 1, ready -> ready.dataset().equals(dataset));
    assertThat(heard).extracting(BackboneReady::campaign).containsExactly(next);
  }

  @Test
  void packsWhatIsSoundAndTellsWhatIsBroken() {
    byte[] text = "no png".getBytes(StandardCharsets.UTF_8);
    register(twoColours().with("red/a.png", text).with("blue/b.png", text).zip());

    Dataset packed = Manifest.read(store, dataset(), Dataset.class).content();
    assertThat(packed.pool() + packed.test()).isEqualTo(40);
    assertThat(packed.shards()).extracting(Dataset.Shard::count).containsExactly(32, 8);
    assertThat(packed.skipped())
        .singleElement()
        .satisfies(
            skipped -> {
              assertThat(skipped.reason()).isEqualTo("broken");
              assertThat(skipped.files()).isEqualTo(2);
              assertThat(skipped.names())
                  .anyMatch(name -> name.startsWith("red/a.png"))
                  .anyMatch(name -> name.startsWith("blue/b.png"));
            });
  }

  @Test
  void namesEveryOneOfManyBrokenImagesInTheTableOfProblems() {
    Archives archives = twoColours();
    for (int i = 0; i < 60; i++) {
      archives.withImage("red/sound" + i + ".png", 12, 12, RED);
      archives.with("red/broken, " + i + ".png", "no png".getBytes(StandardCharsets.UTF_8));
    }
    register(archives.with("notes.txt", new byte[1]).zip());

    Manifest<Dataset> manifest = Manifest.read(store, dataset(), Dataset.class);
    String table =
        new String(store.get(manifest.part(Dataset.PROBLEMS).key()), StandardCharsets.UTF_8);
    assertThat(table).startsWith("path,reason,detail\r\n").endsWith("notes.txt,unused,\r\n");
    assertThat(table.lines()).hasSize(62);
    for (int i = 0; i < 60; i++) {
      assertThat(table).contains("\n\"red/broken, " + i + ".png\",broken,does not decode (");
    }
  }

  @Test
  void namesAllImagesThatDoNotDecodeAndPutsTheRecordAside() {
    Archives mostlyBroken = twoColours();
    for (int i = 0; i < 45; i++) {
      mostlyBroken.with("red/broken" + i + ".png", "no png".getBytes(StandardCharsets.UTF_8));
    }
    byte[] archive = mostlyBroken.zip();
    send(archive);

    StageFailed failed = failed(dataset.value());

    assertThat(failed.permanent()).isTrue();
    assertThat(failed.stage()).isEqualTo("pack-dataset");
    assertThat(failed.reason())
        .startsWith("colours.zip")
        .contains("45 broken", "red/broken0.png", "red/broken44.png");
    assertThat(new String(store.get(ObjectKeys.problems(dataset)), StandardCharsets.UTF_8).lines())
        .hasSize(46);
    assertThat(
            chain.values(
                "dataset-registered.dlq",
                1,
                value -> new String(value, StandardCharsets.UTF_8).contains(dataset.value())))
        .hasSize(1);
    assertThat(store.find(dataset())).isEmpty();
  }

  @Test
  void putsGarbageAsideAndGoesOn() {
    byte[] garbage = ("garbage " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    chain.send("dataset-registered", "x", garbage);

    assertThat(chain.values("dataset-registered.dlq", 1, value -> Arrays.equals(value, garbage)))
        .hasSize(1);
    register(twoColours().zip());
  }

  private void specify(Mode mode) {
    store.put(
        ObjectKeys.specification(campaign), Json.bytes(specification(mode)), "application/json");
  }

  private CampaignSpecification specification(Mode mode) {
    return specification(mode, Optional.empty(), 3);
  }

  private CampaignSpecification specification(
      Mode mode, Optional<BackboneId> registered, int epochs) {
    return specification(mode, registered, epochs, new SupervisedSettings(5, 8, 0.1, 5e-4, 0.9));
  }

  private CampaignSpecification specification(
      Mode mode, Optional<BackboneId> registered, int epochs, SupervisedSettings supervised) {
    return CampaignSpecification.on(dataset)
        .name("test")
        .mode(mode)
        .registeredBackbone(registered)
        .backbone(
            new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(8, 16), List.of(1, 1)))
        .pretraining(new PretrainingSettings(epochs, 8, 0.1, 5e-4, 0.9, 16, 2, true, 0.2))
        .supervised(supervised)
        .budgets("2")
        .seed(1)
        .build();
  }

  private List<BackboneReady> backbones(int wanted) {
    return chain.hear(BackboneReady.class, wanted, ready -> ready.campaign().equals(campaign));
  }

  private String dataset() {
    return ObjectKeys.dataset(dataset);
  }

  private Npy read(Manifest<?> manifest, String part) {
    String key = manifest.part(part).key();
    return Npy.decode(key, store.get(key));
  }
}
