package io.modicum.pretrain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.testing.Chain;
import io.modicum.contracts.testing.RealParts;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Archives;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To add a layout takes one class, such as the one in here. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class NewLayoutTest {

  /** One folder of images whose names begin with their class; those that end in 0 are for tests. */
  @ApplicationScoped
  static class NamePrefix implements Layout {

    private static final String CLASSES = "prefixes.txt";

    private final ImageDecoders decoders;

    NamePrefix(ImageDecoders decoders) {
      this.decoders = decoders;
    }

    @Override
    public Description description() {
      return new Description("name-prefix", "Images named by their class.", "", List.of());
    }

    @Override
    public boolean recognises(Archive archive) {
      return archive.find(CLASSES).isPresent();
    }

    @Override
    public PictureCollection read(Archive archive) {
      List<String> classes = CifarFiles.names(archive, CLASSES);
      List<LabelledPicture> pool = new ArrayList<>();
      List<LabelledPicture> test = new ArrayList<>();
      for (String path : archive.paths()) {
        if (decoders.know(archive, path)) {
          int label = classes.indexOf(Archive.baseName(path).replaceFirst("-.*", ""));
          (path.endsWith("-0.png") ? test : pool)
              .add(new LabelledPicture(decoders.picture(archive, path), label));
        }
      }
      return new PictureCollection(classes, pool, test);
    }
  }

  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  private final DatasetId dataset = new DatasetId("d-" + UUID.randomUUID());
  private Chain chain;

  @BeforeEach
  void connect() {
    store.ensureBucket();
    chain = new Chain(broker);
  }

  @AfterEach
  void disconnect() {
    chain.close();
  }

  @ParameterizedTest
  @CsvSource({"DATASET_SOURCES, 'archive, bucket'", "IMAGE_FORMATS, 'JPEG, PNG, GIF, BMP, WebP'"})
  void whatElseIsReadIsInCataloguesToo(Offer offer, String names) {
    byte[] json = await().until(() -> store.find(offer.key()), Optional::isPresent).orElseThrow();

    assertThat(Json.read(offer.key(), json, Catalogue.class).entries())
        .extracting(Description::name)
        .contains(names.split(", "));
  }

  @Test
  void isInTheCatalogueBesideTheOthers() {
    String key = Offer.ARCHIVE_LAYOUTS.key();
    byte[] json = await().until(() -> store.find(key), Optional::isPresent).orElseThrow();

    Catalogue published = Json.read(key, json, Catalogue.class);

    assertThat(published.software()).startsWith("pretrain-service ");
    assertThat(published.entries())
        .extracting(Description::name)
        .containsExactly(
            "cifar-10",
            "cifar-100",
            "tiny-imagenet",
            "idx",
            "table-of-labels",
            "name-prefix",
            "images",
            "folder-per-class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name-prefix", "auto"})
  void isPacked(String format) {
    register(format);

    chain.hear(DatasetReady.class, 1, ready -> ready.dataset().equals(dataset));
    Dataset packed = Manifest.read(store, ObjectKeys.dataset(dataset), Dataset.class).content();
    assertThat(packed.classes()).containsExactly("red", "blue");
    assertThat(packed.pool()).isEqualTo(18);
    assertThat(packed.test()).isEqualTo(2);
  }

  @Test
  void isNamedWhereAnUnknownOneIsRefused() {
    register("name-suffix");

    StageFailed failed =
        chain.hear(StageFailed.class, 1, event -> event.subject().equals(dataset.value())).get(0);
    assertThat(failed.permanent()).isTrue();
    assertThat(failed.reason())
        .isEqualTo(
            "format: must be one of cifar-10, cifar-100, tiny-imagenet, idx, table-of-labels,"
                + " name-prefix, images, folder-per-class, was 'name-suffix'");
  }

  private void register(String format) {
    Archives archives =
        new Archives().with("prefixes.txt", "red\nblue\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 10; i++) {
      archives.withImage(String.format(Locale.ROOT, "red-%d.png", i), 12, 12, 0xe01010);
      archives.withImage(String.format(Locale.ROOT, "blue-%d.png", i), 12, 12, 0x1010e0);
    }
    String key = ObjectKeys.archive(dataset);
    store.put(key, archives.zip(), "application/zip");
    chain.send(new DatasetRegistered(dataset, "colours", format, key, "colours.zip", 0));
  }
}
