package io.modicum.contracts.stage;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work of many parts, on all cores, that looks now and then whether it is still wanted. */
public final class ParallelWork {

  private ParallelWork() {}

  /**
   * Does all parts, none of which depends on another.
   *
   * @param parts how many; they are numbered from 0
   * @param together how many are done between two looks, at least 1
   * @param requireWanted looks, on the calling thread; ends the work by an exception
   */
  public static void forEach(int parts, int together, Runnable requireWanted, IntConsumer part) {
    for (int first = 0; first < parts; first += together) {
      requireWanted.run();
      int some = Math.min(together, parts - first);
      IntStream.range(first, first + some).parallel().forEach(part);
    }
  }
}
