package io.modicum.pretrain.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.minio.MinioClient;
import io.modicum.contracts.bucket.BucketAddress;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.messaging.Connections;
import io.modicum.contracts.messaging.ConnectionsConfig;
import io.modicum.contracts.stage.MemoryStore;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.MinioObjectStore;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.testing.RealParts;
import io.modicum.local.part.PartAddresses;
import io.modicum.pretrain.dataset.DatasetPacking;
import io.modicum.pretrain.dataset.Packings;
import io.modicum.pretrain.dataset.archive.Archives;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BucketFolderTest {

  private static final String BUCKET = "modicum";
  private static final DatasetId DATASET = new DatasetId("photos");

  private final MemoryStore ours = new MemoryStore();
  private final PartAddresses parts = RealParts.addresses();
  private final String folder = "photos-" + UUID.randomUUID();
  private final ObjectStore theirs =
      new MinioObjectStore(
          MinioClient.builder()
              .endpoint(parts.store())
              .credentials(parts.accessKey(), parts.secretKey())
              .region("us-east-1")
              .build(),
          BUCKET);

  @BeforeEach
  void makeTheirBucket() {
    theirs.ensureBucket();
  }

  @Test
  void packsAFolderAsAnArchiveOfItsFiles() {
    // Given
    for (int i = 0; i < 40; i++) {
      put("cats and dogs+/cat/" + i + ".png", Archives.image(12, 12, 0xe01010, "png"));
      put("cats and dogs+/dog/" + i + ".png", Archives.image(12, 12, 0x1010e0, "png"));
    }
    put("cats and dogs+/cat/empty.png", new byte[0]);
    put("cats and dogs+/cat/.ipynb_checkpoints/copy.png", Archives.image(12, 12, 0, "png"));
    put("cats and dogs+/cat/odd\u0001name.png", Archives.image(12, 12, 0, "png"));
    put("elsewhere/fish/1.png", Archives.image(12, 12, 0, "png"));

    // When
    int ready = Packings.packAll(registered("photos", folder + "/cats and dogs+"), packing());

    // Then
    assertThat(ready).isEqualTo(1);
    Manifest<Dataset> packed = Manifest.read(ours, ObjectKeys.dataset(DATASET), Dataset.class);
    assertThat(packed.content().classes()).containsExactly("cat", "dog");
    assertThat(packed.content().pool() + packed.content().test()).isEqualTo(80);
    assertThat(packed.content().skipped())
        .extracting(Dataset.Skipped::reason, skipped -> Set.copyOf(skipped.names()))
        .containsExactly(
            tuple(
                "broken",
                Set.of(
                    "cat/empty.png: is empty",
                    "cat/odd?name.png: has a path that leads elsewhere or control characters in"
                        + " it")),
            tuple("helper", Set.of("cat/.ipynb_checkpoints/copy.png")));
    String paths = packed.part(Dataset.PATHS).key();
    assertThat(Arrays.asList(Json.read(paths, ours.get(paths), String[].class)))
        .contains("cat/0.png", "dog/39.png")
        .hasSize(80);
  }

  @Test
  void readsAManifestBesideTheFilesOfABucket() {
    // Given
    byte[] red = Archives.image(12, 12, 0xe01010, "png");
    byte[] blue = Archives.image(12, 12, 0x1010e0, "png");
    List<String> keys = List.of("cat 1+.png", "B\u00e4r/c%20 2", "dog&3=.png", "dog.png");
    for (int i = 0; i < 4; i++) {
      put("pets/" + keys.get(i), i < 2 ? red : blue);
    }
    put("pets/more/dog.png", blue);
    String pets = "s3://" + BUCKET + "/" + folder + "/pets/";
    put(
        "pets/manifest.csv",
        String.join(
                "\r\n",
                "\uFEFFuri;label;camera",
                pets + "cat 1+.png;cat;",
                pets + "Ba\u0308r/c%20 2;cat;\"two\r\nlines\"",
                pets + "dog%263%3D.png;dog;x",
                "dog.png;dog;",
                pets + "gone.png;dog;",
                "s3://elsewhere/" + folder + "/pets/more/dog.png;dog;")
            .getBytes(StandardCharsets.UTF_8));

    // When
    Packings.packAll(registered("photos", folder + "/pets"), packing());

    // Then
    Manifest<Dataset> packed = Manifest.read(ours, ObjectKeys.dataset(DATASET), Dataset.class);
    assertThat(packed.content().classes()).containsExactly("cat", "dog");
    String paths = packed.part(Dataset.PATHS).key();
    assertThat(Json.read(paths, ours.get(paths), String[].class))
        .containsExactly("B\u00e4r/c%20 2", "cat 1+.png", "dog&3=.png", "dog.png");
    assertThat(packed.content().skipped())
        .extracting(Dataset.Skipped::reason, Dataset.Skipped::files)
        .containsExactly(tuple("missing", 2), tuple("unlisted", 1));
    assertThat(new String(ours.get(packed.part(Dataset.PROBLEMS).key()), StandardCharsets.UTF_8))
        .contains(
            pets + "gone.png,missing,",
            "s3://elsewhere/" + folder + "/pets/more/dog.png,missing,",
            "more/dog.png,unlisted,");
  }

  @Test
  void namesTheConnectionsThatThereAre() {
    assertThatThrownBy(() -> packing().request(registered("pictures", "")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("connection: 'pictures' is not configured; there are photos");
  }

  @Test
  void saysThatAFolderIsEmpty() {
    assertThatThrownBy(() -> packing().request(registered("photos", folder + "/nothing")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("prefix: '" + folder + "/nothing' has no files below it");
  }

  private void put(String name, byte[] bytes) {
    theirs.put(folder + "/" + name, bytes, "image/png");
  }

  private DatasetRegistered registered(String connection, String prefix) {
    String key = ObjectKeys.source(DATASET, BucketAddress.SOURCE);
    ours.put(key, Json.bytes(new BucketAddress(connection, prefix)), "application/json");
    return new DatasetRegistered(DATASET, "photos", "auto", key, "cats and dogs+", 0);
  }

  private DatasetPacking packing() {
    return Packings.of(ours, new BucketFolder(ours, new Connections(new Photos())), 30);
  }

  /** What an operator would have configured. */
  private final class Photos implements ConnectionsConfig, ConnectionsConfig.Connection {

    @Override
    public Map<String, Connection> byName() {
      return Map.of("photos", this);
    }

    @Override
    public String endpoint() {
      return parts.store();
    }

    @Override
    public String region() {
      return "us-east-1";
    }

    @Override
    public String bucket() {
      return BUCKET;
    }

    @Override
    public Optional<String> accessKey() {
      return Optional.of(parts.accessKey());
    }

    @Override
    public Optional<String> secretKey() {
      return Optional.of(parts.secretKey());
    }
  }
}
