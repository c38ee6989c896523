package io.modicum.contracts.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelWorkTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 11, 95})
  void doesEachPartOnce(int parts) {
    AtomicIntegerArray done = new AtomicIntegerArray(parts);

    ParallelWork.forEach(parts, 10, () -> {}, done::incrementAndGet);

    assertThat(IntStream.range(0, parts).map(done::get)).allMatch(times -> times == 1);
  }

  @Test
  void endsAfterTheFewPartsInWhichItBecameUnwanted() {
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Runnable wantedTwice =
        () -> {
          if (looks.incrementAndGet() > 2) {
            throw new Unwanted("fruit-1");
          }
        };

    assertThatThrownBy(
            () -> ParallelWork.forEach(95, 10, wantedTwice, part -> done.incrementAndGet()))
        .isInstanceOf(Unwanted.class);

    assertThat(done).hasValue(20);
  }
}
