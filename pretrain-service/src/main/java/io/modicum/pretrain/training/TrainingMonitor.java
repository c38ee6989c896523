package io.modicum.pretrain.training;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.feed.PackedImages;
import io.modicum.pretrain.method.NearestNeighbours;
import io.modicum.pretrain.method.SelfSupervised;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Watches a pretraining for what its loss does not tell: collapse, and what the features are worth.
 */
final class TrainingMonitor {

  private static final Logger LOG = Logger.getLogger(TrainingMonitor.class);

  /** Deviations of the normalised output; near 1 is sound, 0 is one output for all images. */
  private static final double WORRYING = 0.5;

  private static final double COLLAPSED = 0.05;

  private static final int MOST_KNOWN = 5000;
  private static final int MOST_TESTED = 1000;
  private static final int REPORTS = 5;
  private static final int LONGEST_SILENCE = 10;

  private final Optional<NearestNeighbours> neighbours;
  private final int epochs;

  private TrainingMonitor(Optional<NearestNeighbours> neighbours, int epochs) {
    this.neighbours = neighbours;
    this.epochs = epochs;
  }

  /** Watches a training on a dataset, also by nearest neighbours if it knows labels. */
  static TrainingMonitor of(PackedImages packed, int epochs) {
    int[] labels = packed.labels();
    int pool = packed.dataset().pool();
    int[] known = labelled(labels, 0, pool, MOST_KNOWN);
    int[] test = labelled(labels, pool, pool + packed.dataset().test(), MOST_TESTED);
    return new TrainingMonitor(
        known.length == 0 || test.length == 0
            ? Optional.empty()
            : Optional.of(
                new NearestNeighbours(
                    packed.of(known),
                    of(labels, known),
                    packed.of(test),
                    of(labels, test),
                    packed.dataset().classes().size())),
        epochs);
  }

  /** Returns at most so many labelled images of a range, evenly spread over it. */
  private static int[] labelled(int[] labels, int from, int to, int most) {
    int[] all = IntStream.range(from, to).filter(i -> labels[i] >= 0).toArray();
    int count = Math.min(most, all.length);
    return IntStream.range(0, count).map(i -> all[(int) ((long) i * all.length / count)]).toArray();
  }

  private static int[] of(int[] labels, int[] images) {
    return Arrays.stream(images).map(image -> labels[image]).toArray();
  }

  /**
   * Looks at the end of an epoch.
   *
   * @param epoch counted from 0
   * @throws InvalidInput if all images have come to share one output
   */
  static void requireSound(int epoch, SelfSupervised.Measurement end) {
    if (end.outputDeviation() < COLLAPSED) {
      throw new InvalidInput(
          "pretraining",
          String.format(
              Locale.ROOT,
              "collapsed in epoch %d: all images have nearly the same output (deviation %.3f, sound is near 1); are the images all alike, or learningRate and weightDecay too high?",
              epoch + 1,
              end.outputDeviation()));
    }
    if (end.outputDeviation() < WORRYING) {
      LOG.warnf(
          "epoch %d: the outputs of different images come close (deviation %.3f, sound is near 1)",
          epoch + 1, end.outputDeviation());
    }
  }

  /**
   * Returns the accuracy of nearest neighbours after an epoch, every few epochs.
   *
   * @param requireWanted runs between the steps; ends the work by an exception
   */
  Optional<Double> neighbourAccuracy(int epoch, SelfSupervised method, Runnable requireWanted) {
    int every = Math.max(1, Math.min(LONGEST_SILENCE, epochs / REPORTS));
    boolean due = (epoch + 1) % every == 0 || epoch + 1 == epochs;
    return due
        ? neighbours.map(known -> method.neighbourAccuracy(known, requireWanted))
        : Optional.empty();
  }
}
