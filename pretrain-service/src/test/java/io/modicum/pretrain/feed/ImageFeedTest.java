package io.modicum.pretrain.feed;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.method.SimSiam;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageFeedTest {

  private static final int SIDE = 8;
  private static final int COUNT = 70;
  private static final TorchEngine ENGINE = new TorchEngine(TorchEngine.Choice.CPU, 2);
  private static final Images IMAGES = inShards(SyntheticImages.striped(COUNT, 5, SIDE), 30);

  static Stream<ImageFeed> feeds() {
    return Stream.of(new ResidentImages(ENGINE, IMAGES), new PrefetchedImages(IMAGES));
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void givesEachBatchTheImagesThatWereAskedFor(ImageFeed images) {
    SplittableRandom random = new SplittableRandom(4);
    List<int[]> asked = new ArrayList<>();
    for (int batch = 0; batch < 20; batch++) {
      asked.add(random.ints(random.nextInt(1, 12), 0, COUNT).toArray());
    }
    try (images) {
      ImageFeed.Pass abandoned = images.pass(asked.iterator());
      next(abandoned);

      ImageFeed.Pass pass = images.pass(asked.iterator());

      for (int[] indices : asked) {
        ByteBuffer expected = ByteBuffer.allocate(indices.length * IMAGES.format().bytes());
        IMAGES.copy(indices, expected);
        assertThat(next(pass)).isEqualTo(expected.array());
      }
      assertThat(images.count()).isEqualTo(COUNT);
    }
  }

  @Test
  void whereTheImagesAreChangesNothingInATraining() {
    BackboneSettings architecture =
        new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(4), List.of(1));
    PretrainingSettings settings = new PretrainingSettings(2, 16, 0.1, 5e-4, 0.9, 16, 2, true, 0.4);
    List<byte[]> states =
        feeds()
            .map(
                images -> {
                  try (images;
                      SimSiam simSiam = new SimSiam(ENGINE, images, architecture, settings, 1)) {
                    simSiam.train(0, (done, rate, metrics) -> {});
                    simSiam.train(1, (done, rate, metrics) -> {});
                    return simSiam.state();
                  }
                })
            .toList();

    assertThat(states.get(0)).isEqualTo(states.get(1));
  }

  @Test
  void keepsOnTheDeviceWhatFits() {
    try (ImageFeed fitting = ImageFeed.of(ENGINE, IMAGES, IMAGES.bytes());
        ImageFeed tooLarge = ImageFeed.of(ENGINE, IMAGES, IMAGES.bytes() - 1)) {
      assertThat(fitting).isInstanceOf(ResidentImages.class);
      assertThat(tooLarge).isInstanceOf(PrefetchedImages.class);
    }
  }

  private static byte[] next(ImageFeed.Pass pass) {
    try (NDManager scope = ENGINE.newManager()) {
      return pass.next(scope).pixels().toByteArray();
    }
  }

  private static Images inShards(Images images, int shardImages) {
    ByteBuffer all = images.shards().get(0);
    int bytes = shardImages * images.format().bytes();
    List<ByteBuffer> shards = new ArrayList<>();
    for (int first = 0; first < all.limit(); first += bytes) {
      shards.add(all.slice(first, Math.min(bytes, all.limit() - first)));
    }
    return new Images(images.format(), shards);
  }
}
