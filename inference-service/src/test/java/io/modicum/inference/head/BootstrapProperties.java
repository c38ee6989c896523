package io.modicum.inference.head;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BootstrapProperties {

  @Property(tries = 50)
  void drawsAsManyAsThereAreAndOneOfEachClassFirst(
      @ForAll @Size(max = 30) @IntRange(max = 5) int[] labels, @ForAll long seed) {
    int[] places = Bootstrap.places(labels, new SplittableRandom(seed));

    int[] classes = Arrays.stream(labels).distinct().sorted().toArray();
    assertThat(places).hasSize(labels.length);
    assertThat(Arrays.stream(places).limit(classes.length).map(place -> labels[place]))
        .containsExactlyElementsOf(IntStream.of(classes).boxed().toList());
  }
}
