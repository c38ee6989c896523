package io.modicum.acquisition.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EntropyTermsProperties {

  private static final int BITS_OF_ONE = Float.floatToRawIntBits(1);

  @Property(tries = 1000)
  void termsAreWithinTheirErrorOfTheLogarithms(
      @ForAll @IntRange(max = 0x3F800000) int bits, @ForAll @IntRange(max = 200) int at) {
    float[] read = new float[202];
    float p = Float.intBitsToFloat(bits);
    float[] row = new float[201];
    row[at] = p;

    new EntropyTerms(new DenseMatrix(row, 1, 201)).read(0, 1, read, 1);

    assertThat((double) read[at + 1]).isCloseTo(term(p), within(EntropyTerms.ERROR));
  }

  @Test
  void noneOfAMillionFloatsFromZeroToOneIsFartherOff() {
    float[] all = new float[1 << 20];
    for (int i = 0; i < all.length; i++) {
      all[i] = Float.intBitsToFloat((int) ((long) i * BITS_OF_ONE / (all.length - 1)));
    }
    float[] read = new float[all.length];

    new EntropyTerms(new DenseMatrix(all, 1024, 1024)).read(0, 1024, read, 0);

    assertThat(IntStream.range(0, all.length).mapToDouble(i -> Math.abs(read[i] - term(all[i]))))
        .allMatch(error -> error < EntropyTerms.ERROR);
  }

  private static double term(float p) {
    return p == 0 ? 0 : -p * Math.log(p);
  }
}
