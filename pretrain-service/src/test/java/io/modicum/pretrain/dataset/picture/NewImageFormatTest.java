package io.modicum.pretrain.dataset.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.testing.Chain;
import io.modicum.contracts.testing.RealParts;
import io.modicum.pretrain.dataset.archive.Archives;
import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** To add an image format takes one class, such as the one in here. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class NewImageFormatTest {

  /** Netpbm's portable pixmap: a header in words, then red, green and blue of each pixel. */
  @ApplicationScoped
  static class PortablePixmap implements ImageDecoder {

    private static final String MAGIC = "P6";

    @Override
    public List<String> formats() {
      return List.of("PPM");
    }

    @Override
    public Set<String> endings() {
      return Set.of("ppm");
    }

    @Override
    public boolean recognises(byte[] file) {
      return text(file).startsWith(MAGIC);
    }

    @Override
    public OpenImage open(byte[] file) throws IOException {
      Scanner header = new Scanner(text(file)).skip(MAGIC);
      Size size = new Size(header.nextInt(), header.nextInt());
      int start = file.length - 3 * size.width() * size.height();
      if (start <= 0) {
        throw new IOException("it ends early");
      }
      return new Pixmap(size, file, start);
    }

    private static String text(byte[] file) {
      return new String(file, StandardCharsets.ISO_8859_1);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Pixmap(Size size, byte[] file, int start) implements OpenImage {

    @Override
    public Pixels decode() {
      int plane = size.width() * size.height();
      byte[] planes = new byte[3 * plane];
      for (int i = 0; i < planes.length; i++) {
        planes[i] = file[start + 3 * (i % plane) + i / plane];
      }
      return new Pixels(size, planes);
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

  @Test
  void isPacked() {
    // Given
    byte[] zip = pixmaps().zip();

    // When
    register(zip, 0);

    // Then
    Manifest<Dataset> packed = packed();
    assertThat(packed.content().pool() + packed.content().test()).isEqualTo(10);
    assertThat(packed.content().skipped()).isEmpty();
    Dataset.Shard shard = packed.content().shards().get(0);
    byte[] first = Npy.decode(shard.part(), store.get(packed.part(shard.part()).key())).bytes();
    assertThat(first).startsWith(0x10, 0x10, 0x10, 0x10).contains(0x20, 0x70);
  }

  @Test
  void isShownAsPng() throws IOException {
    // Given
    byte[] zip = pixmaps().zip();

    // When
    register(zip, 8);

    // Then
    byte[] files = store.get(packed().part(Dataset.originals(0)).key());
    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(files));
    assertThat(shown.getWidth()).isEqualTo(12);
    assertThat(shown.getRGB(0, 0)).isEqualTo(0xff102070);
  }

  @Test
  void isBrokenWhereItEndsEarly() {
    // Given
    byte[] zip = pixmaps().with("red/cut.ppm", pixmap(0x102070, 100)).zip();

    // When
    register(zip, 0);

    // Then
    assertThat(packed().content().skipped())
        .containsExactly(
            new Dataset.Skipped(
                "broken", 1, List.of("red/cut.ppm: does not decode (it ends early)")));
  }

  @Test
  void isNamedWhereThereIsNoImage() {
    // Given
    byte[] zip = new Archives().with("notes.txt", new byte[1]).zip();

    // When
    register(zip, 0);

    // Then
    StageFailed failed =
        chain.hear(StageFailed.class, 1, event -> event.subject().equals(dataset.value())).get(0);
    assertThat(failed.reason())
        .endsWith("no images of kinds that are read: PNG, JPEG, PPM, GIF, BMP, WebP");
  }

  private Manifest<Dataset> packed() {
    chain.hear(DatasetReady.class, 1, ready -> ready.dataset().equals(dataset));
    return Manifest.read(store, ObjectKeys.dataset(dataset), Dataset.class);
  }

  private void register(byte[] zip, int imageSize) {
    String key = ObjectKeys.archive(dataset);
    store.put(key, zip, "application/zip");
    chain.send(new DatasetRegistered(dataset, "colours", "auto", key, "colours.zip", imageSize));
  }

  private static Archives pixmaps() {
    Archives archives = new Archives();
    for (int i = 0; i < 5; i++) {
      archives.with("blue/" + i + ".ppm", pixmap(0x102070, 3 * 12 * 12));
      archives.with("red/" + i + ".ppm", pixmap(0x702010, 3 * 12 * 12));
    }
    return archives;
  }

  /** Makes one of 12×12 pixels that holds so many bytes of them. */
  private static byte[] pixmap(int rgb, int bytes) {
    byte[] header = "P6 12 12 255\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = Arrays.copyOf(header, header.length + bytes);
    for (int i = 0; i < bytes; i++) {
      file[header.length + i] = (byte) (rgb >> 16 - 8 * (i % 3));
    }
    return file;
  }
}
