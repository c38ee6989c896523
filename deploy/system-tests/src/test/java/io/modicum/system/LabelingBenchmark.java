package io.modicum.system;

import io.modicum.contracts.campaign.CampaignId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Measures two gateways under the load of simulated annotators, all on this machine. Arguments: how
 * many annotators, and the seconds of each part.
 */
final class LabelingBenchmark {

  /** So long two cores take to compile what two gateways run, besides running it. */
  private static final int WARM_UP_SECONDS = 120;

  private static final int[] BATCHES = {10, 1};

  private LabelingBenchmark() {}

  public static void main(String[] args) throws Exception {
    int people = Integer.parseInt(args[0]);
    int seconds = Integer.parseInt(args[1]);
    Path folder = Files.createTempDirectory("labeling-benchmark");
    try (LabelingGateways system = LabelingGateways.start(folder, 2)) {
      load(system, people, 1, 0, WARM_UP_SECONDS);
      System.out.printf(
          "%-38s %10s %28s %28s%n",
          people + " annotators",
          "labels/s",
          "answers, ms: median p99 max",
          "leases, ms: median p99 max");
      for (int batch : BATCHES) {
        report(
            batch + " a request, 1,200 labels/s wanted",
            load(system, people, batch, 1200, seconds),
            seconds);
        report(
            batch + " a request, as many as possible",
            load(system, people, batch, 0, seconds),
            seconds);
      }
      kill(system, people, seconds);
    } finally {
      System.out.println("logs and data: " + folder);
    }
  }

  private static AnnotatorCrowd load(
      LabelingGateways system, int people, int batch, double rate, int seconds)
      throws IOException, InterruptedException, ExecutionException {
    CampaignId campaign = system.campaign(seconds * 6_000);
    try (AnnotatorCrowd crowd =
        new AnnotatorCrowd(
            system.addresses(), campaign, system.annotatorKeys(campaign, people), batch, rate)) {
      CompletableFuture<Void> labelling = crowd.start();
      TimeUnit.SECONDS.sleep(seconds);
      crowd.stop();
      labelling.get();
      return crowd;
    }
  }

  private static void report(String what, AnnotatorCrowd crowd, int seconds) {
    System.out.printf(
        "%-38s %10.0f %28s %28s%n",
        what,
        (double) crowd.acknowledged().size() / seconds,
        quantiles(crowd.labelNanos()),
        quantiles(crowd.leaseNanos()));
  }

  private static String quantiles(long[] nanos) {
    return String.format(
        Locale.ROOT,
        "%.1f %.1f %.1f",
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }

  /** Kills a gateway, then the database, and lets the crowd label all images to the end. */
  private static void kill(LabelingGateways system, int people, int seconds) throws Exception {
    int images = seconds * 1_200;
    CampaignId campaign = system.campaign(images);
    try (AnnotatorCrowd crowd =
        new AnnotatorCrowd(
            system.addresses(), campaign, system.annotatorKeys(campaign, people), 10, 1200)) {
      CompletableFuture<Void> labelling = crowd.start();
      TimeUnit.SECONDS.sleep(seconds / 4);
      system.kill(1);
      TimeUnit.SECONDS.sleep(seconds / 4);
      system.crashDatabase();
      system.restart(1);
      labelling.get();
      LabelingUnderFireTest.requireEachOnce(system, campaign, crowd);
      report("the same, gateway and database killed", crowd, seconds);
      System.out.printf(
          "%d of %d acknowledged labels are in the database and the labelled set, each once%n",
          crowd.acknowledged().size(), images);
    }
  }
}
