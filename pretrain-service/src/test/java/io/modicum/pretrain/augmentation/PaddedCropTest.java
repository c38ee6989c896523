package io.modicum.pretrain.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.pretrain.feed.ImageFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddedCropTest {

  private static final int DRAWS = 2000;

  @ParameterizedTest
  @CsvSource({
    "28, 28, true, 4, 4",
    "32, 32, true, 4, 4",
    "64, 64, true, 8, 8",
    "96, 64, true, 12, 8",
    "64, 64, false, 4, 4"
  })
  void shiftsLargeImagesByAsLargeAShareAsSmallOnes(
      int height, int width, boolean growing, double rows, double columns) {
    ImageFormat format = new ImageFormat(height, width, List.of(), List.of());
    SplittableRandom random = new SplittableRandom(1);

    List<View> views =
        Stream.generate(() -> PaddedCrop.of(format, growing).draw(random)).limit(DRAWS).toList();

    assertThat(views.stream().mapToDouble(view -> view.rows().start()).summaryStatistics())
        .returns(-rows, s -> s.getMin())
        .returns(rows, s -> s.getMax());
    assertThat(views.stream().mapToDouble(view -> left(view, width)).summaryStatistics())
        .returns(-columns, s -> s.getMin())
        .returns(columns, s -> s.getMax());
  }

  private static double left(View view, int width) {
    boolean mirrored = view.columns().step() < 0;
    return view.columns().start() - (mirrored ? width - 1 : 0);
  }
}
