package io.modicum.pretrain.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.feed.SyntheticImages;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TwoViewsTest {

  private static final int HEIGHT = 40;
  private static final int WIDTH = 30;
  private static final int DRAWN = 2000;

  @Test
  void cropsARectangleOfTheImageThatIsNeitherSmallNorNarrow() {
    TwoViews augmentation = new TwoViews(HEIGHT, WIDTH, 0.2);
    for (int i = 0; i < DRAWN; i++) {
      View view = augmentation.draw(new SplittableRandom(i));

      assertThat(view.rows().first()).isGreaterThanOrEqualTo(0);
      assertThat(view.rows().last()).isLessThanOrEqualTo(HEIGHT - 1);
      assertThat(view.columns().first()).isGreaterThanOrEqualTo(0);
      assertThat(view.columns().last()).isLessThanOrEqualTo(WIDTH - 1);
      double height = view.rows().last() - view.rows().first() + 1;
      double width = view.columns().last() - view.columns().first() + 1;
      double share = height * width / (HEIGHT * WIDTH);
      assertThat(share).isBetween(0.2 - 0.05, 1.0);
      assertThat(share == 1 ? 1 : width / height).isBetween(0.75 - 0.08, 1 / 0.75 + 0.08);
    }
  }

  @Test
  void mirrorsHalfOfTheImagesAndBlursHalfOfTheLargeOnes() {
    List<View> small = new TwoViews(HEIGHT, WIDTH, 0.2).batch(DRAWN, 1);
    List<View> large = new TwoViews(96, 96, 0.2).batch(DRAWN, 1);

    assertThat(small.stream().filter(view -> view.columns().step() < 0).count() / (double) DRAWN)
        .isCloseTo(0.5, within(0.05));
    assertThat(small).allMatch(view -> view.blur() == 0);
    assertThat(large.stream().filter(view -> view.blur() > 0).count() / (double) DRAWN)
        .isCloseTo(0.5, within(0.05));
    assertThat(large).allMatch(view -> view.blur() == 0 || (view.blur() >= 0.1 && view.blur() < 2));
  }

  @Test
  void givesTheSameBatchForTheSamePurposeAndAnotherForAnother() {
    TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);
    Images images = SyntheticImages.striped(8, 2, 16);

    assertThat(batch(engine, images, 3))
        .isEqualTo(batch(engine, images, 3))
        .isNotEqualTo(batch(engine, images, 4));
  }

  private static float[] batch(TorchEngine engine, Images images, long step) {
    List<View> views = new TwoViews(16, 16, 0.2).batch(images.count(), 1, 2, step);
    try (ImageFeed feed = ImageFeed.of(engine, images, Long.MAX_VALUE);
        NDManager manager = engine.newManager()) {
      ImageFeed.Batch batch = feed.pass(List.of(images.indices()).iterator()).next(manager);
      return ViewBatch.of(batch.pixels(), views, images.format()).toFloatArray();
    }
  }
}
