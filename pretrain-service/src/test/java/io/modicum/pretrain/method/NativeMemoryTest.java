package io.modicum.pretrain.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.feed.Images;
import io.modicum.pretrain.feed.SyntheticImages;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads what glibc has given away: tensors, the JVM's direct buffers and what its compiler works
 * with. The engine keeps it all in one arena, the one that is counted here.
 */
class NativeMemoryTest {

  private static final int BATCH = 16;
  private static final int SIDE = 16;
  private static final int STEPS = 2000;
  private static final int WARM_UP_STEPS = 500;

  /** The JVM's own use varies by up to 13 MB; a view that leaked in each step would be 98 MB. */
  private static final long TOLERATED_BYTES = 20 << 20;

  private static final C C_LIBRARY = Native.load("c", C.class);
  private static final TorchEngine ENGINE = new TorchEngine(TorchEngine.Choice.CPU, 1);

  static List<Function<Images, ImageFeed>> feeds() {
    return List.of(
        images -> ImageFeed.of(ENGINE, images, Long.MAX_VALUE),
        images -> ImageFeed.of(ENGINE, images, 0));
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void staysFlatOverTwoThousandSteps(Function<Images, ImageFeed> feed) {
    BackboneSettings architecture =
        new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(4), List.of(1));
    PretrainingSettings settings =
        new PretrainingSettings(2, BATCH, 0.01, 5e-4, 0.9, 16, 2, true, 0.4);
    try (ImageFeed images = feed.apply(SyntheticImages.striped(BATCH * WARM_UP_STEPS, 5, SIDE));
        SimSiam simSiam = new SimSiam(ENGINE, images, architecture, settings, 1)) {
      simSiam.train(0, (done, rate, metrics) -> {});
      long before = allocatedBytes();

      for (int steps = 0; steps < STEPS; steps += WARM_UP_STEPS) {
        simSiam.train(1, (done, rate, metrics) -> {});
      }

      assertThat(allocatedBytes() - before).isLessThan(TOLERATED_BYTES);
    }
  }

  /** Returns what is in use after the garbage collector has freed what Java forgot. */
  private static long allocatedBytes() {
    System.gc();
    return C_LIBRARY.mallinfo2().uordblks;
  }

  interface C extends Library {
    MallInfo.ByValue mallinfo2();
  }

  /** {@code struct mallinfo2} of glibc; {@code uordblks} is the number of bytes in use. */
  @FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static class MallInfo extends Structure {
    public long arena;
    public long ordblks;
    public long smblks;
    public long hblks;
    public long hblkhd;
    public long usmblks;
    public long fsmblks;
    public long uordblks;
    public long fordblks;
    public long keepcost;

    public static final class ByValue extends MallInfo implements Structure.ByValue {}
  }
}
