package io.modicum.contracts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.failure.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NpyTest {

  @Property(tries = 100)
  void floatsComeBackAsTheyWere(@ForAll @Size(max = 200) float[] values) {
    Npy npy = Npy.decode("x", Npy.encode(values, values.length));

    assertThat(npy.floats()).containsExactly(values);
    assertThat(npy.shape()).containsExactly(values.length);
  }

  @Property(tries = 100)
  void integersComeBackInTheirShape(
      @ForAll @IntRange(min = 0, max = 9) int rows,
      @ForAll @IntRange(min = 0, max = 9) int columns,
      @ForAll int value) {
    int[] values = new int[rows * columns];
    Arrays.fill(values, value);

    Npy npy = Npy.decode("x", Npy.encode(values, rows, columns));

    assertThat(npy.ints()).containsExactly(values);
    assertThat(npy.shape()).containsExactly(rows, columns);
  }

  @Property(tries = 100)
  void aCutFileIsRefused(@ForAll @IntRange(min = 0, max = 130) int length) {
    byte[] whole = Npy.encode(new byte[] {1, 2, 3}, 3);

    assertThatThrownBy(() -> Npy.decode("cut.npy", Arrays.copyOf(whole, length)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("cut.npy");
  }

  /** What {@code numpy.save} writes for {@code np.array([[1.5], [-2]], '<f4')}. */
  @Test
  void readsWhatNumPyWrote() {
    String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";
    String header = dictionary + " ".repeat(117 - dictionary.length()) + "\n";
    byte[] file =
        HexFormat.of()
            .parseHex(
                "934e554d50590100"
                    + "7600"
                    + HexFormat.of().formatHex(header.getBytes(StandardCharsets.US_ASCII))
                    + "0000c03f"
                    + "000000c0");

    Npy npy = Npy.decode("numpy.npy", file);

    assertThat(npy.floats()).containsExactly(1.5f, -2f);
    assertThat(npy.shape()).containsExactly(2, 1);
    assertThat(Npy.encode(new float[] {1.5f, -2f}, 2, 1)).isEqualTo(file);
  }

  @Test
  void refusesAnotherType() {
    Npy npy = Npy.decode("x", Npy.encode(new byte[] {1}, 1));

    assertThatThrownBy(npy::floats).isInstanceOf(InvalidInput.class);
  }
}
