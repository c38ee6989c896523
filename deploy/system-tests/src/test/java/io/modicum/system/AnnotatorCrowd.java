package io.modicum.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modicum.contracts.campaign.CampaignId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Simulated annotators who label a campaign over HTTP, as a tool does for them: it leases images
 * ahead and sends answers in batches. A request that fails is sent again, to the next gateway, with
 * the same answers, until it succeeds.
 */
final class AnnotatorCrowd implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long RETRY_MILLIS = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<URI> gateways;
  private final CampaignId campaign;
  private final List<String> keys;
  private final int batch;
  private final double labelsPerSecond;
  private final Map<Integer, Acknowledged> acknowledged = new ConcurrentHashMap<>();
  private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();
  private final Queue<Long> labelNanos = new ConcurrentLinkedQueue<>();
  private final Queue<Long> leaseNanos = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  /** A label that a gateway said it has. */
  record Acknowledged(String annotator, String label) {}

  /**
   * @param keys an API key for each annotator, in the order of their {@link #name}
   * @param batch answers a request
   * @param labelsPerSecond of all together; 0 for as many as they can
   */
  AnnotatorCrowd(
      List<URI> gateways,
      CampaignId campaign,
      List<String> keys,
      int batch,
      double labelsPerSecond) {
    this.gateways = List.copyOf(gateways);
    this.campaign = campaign;
    this.keys = List.copyOf(keys);
    this.batch = batch;
    this.labelsPerSecond = labelsPerSecond;
  }

  static String name(int annotator) {
    return "annotator-" + annotator;
  }

  /** Lets them label; the result completes when they have stopped, or found nothing more to do. */
  CompletableFuture<Void> start() {
    return CompletableFuture.allOf(
        IntStream.range(0, keys.size())
            .mapToObj(number -> new Person(number).begin())
            .toArray(CompletableFuture[]::new));
  }

  /** Lets them finish the request they are at, and stop. */
  void stop() {
    stopped = true;
  }

  /** Returns the label of each image, by its index, that a gateway acknowledged. */
  Map<Integer, Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** Returns what gateways said that cannot both be. */
  List<String> contradictions() {
    return List.copyOf(contradictions);
  }

  /** Returns sorted times of the requests with answers, from when they were due. */
  long[] labelNanos() {
    return sorted(labelNanos);
  }

  /** Returns sorted times of the leases. */
  long[] leaseNanos() {
    return sorted(leaseNanos);
  }

  private static long[] sorted(Queue<Long> nanos) {
    long[] all = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(all);
    return all;
  }

  private record LeasedImage(long task, int image) {}

  private final class Person {
    private final int number;
    private final String name;
    private final Deque<LeasedImage> leased = new ArrayDeque<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int gateway;
    private long due;

    Person(int number) {
      this.number = number;
      this.name = name(number);
      this.gateway = number % gateways.size();
    }

    CompletableFuture<Void> begin() {
      due = System.nanoTime() + (long) (number * 1e9 * pauseSeconds() / keys.size());
      clock.schedule(this::next, due - System.nanoTime(), TimeUnit.NANOSECONDS);
      return done;
    }

    /** Returns the time between two batches of one annotator. */
    private double pauseSeconds() {
      return labelsPerSecond == 0 ? 0 : keys.size() * batch / labelsPerSecond;
    }

    private void next() {
      if (stopped) {
        done.complete(null);
      } else if (leased.isEmpty()) {
        lease();
      } else {
        label();
      }
    }

    private void lease() {
      long asked = System.nanoTime();
      post("leases", String.format(Locale.ROOT, "{\"size\": %d, \"seconds\": 60}", 2 * batch))
          .thenAccept(
              answer -> {
                leaseNanos.add(System.nanoTime() - asked);
                answer
                    .path("tasks")
                    .forEach(
                        task ->
                            leased.add(
                                new LeasedImage(
                                    task.path("id").asLong(), task.path("image").asInt())));
                if (leased.isEmpty()) {
                  done.complete(null);
                } else {
                  clock.schedule(this::next, due - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
              })
          .exceptionally(this::give);
    }

    private void label() {
      List<LeasedImage> answered = new ArrayList<>();
      StringBuilder labels = new StringBuilder();
      while (answered.size() < batch && !leased.isEmpty()) {
        LeasedImage image = leased.poll();
        labels
            .append(answered.isEmpty() ? "" : ",")
            .append(
                String.format(
                    Locale.ROOT,
                    "{\"task\": %d, \"label\": \"%s\"}",
                    image.task(),
                    opinion(image)));
        answered.add(image);
      }
      long asked = labelsPerSecond == 0 ? System.nanoTime() : due;
      post("labels", "{\"labels\": [%s]}".formatted(labels))
          .thenAccept(
              answer -> {
                labelNanos.add(System.nanoTime() - asked);
                for (int i = 0; i < answered.size(); i++) {
                  note(answered.get(i), answer.path("results").path(i).path("result").asText());
                }
                due += (long) (pauseSeconds() * 1e9);
                clock.schedule(this::next, due - System.nanoTime(), TimeUnit.NANOSECONDS);
              })
          .exceptionally(this::give);
    }

    /** What this annotator takes an image for; others take it for something else. */
    private String opinion(LeasedImage image) {
      List<String> classes = LabelingGateways.CLASSES;
      return classes.get((image.image() + number) % classes.size());
    }

    private void note(LeasedImage image, String result) {
      switch (result) {
        case "accepted", "already-answered" -> {
          Acknowledged said = new Acknowledged(name, opinion(image));
          Acknowledged before = acknowledged.put(image.image(), said);
          if (before != null) {
            contradictions.add("image " + image.image() + " of " + before + " and " + said);
          }
        }
        case "already-decided" -> {
          // The lease had ended while nobody answered, and others were faster.
        }
        default -> contradictions.add("image " + image.image() + ": " + result);
      }
    }

    private Void give(Throwable failure) {
      done.completeExceptionally(failure);
      return null;
    }

    private CompletableFuture<JsonNode> post(String what, String body) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  gateways.get(gateway).resolve("/api/v1/campaigns/" + campaign + "/" + what))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + keys.get(number))
              .POST(BodyPublishers.ofString(body))
              .build();
      return http.sendAsync(request, BodyHandlers.ofByteArray())
          .handle((response, failure) -> answered(what, body, response, failure))
          .thenCompose(answer -> answer);
    }

    private CompletableFuture<JsonNode> answered(
        String what, String body, HttpResponse<byte[]> response, Throwable failure) {
      if (failure != null || response.statusCode() >= 500) {
        gateway = (gateway + 1) % gateways.size();
        CompletableFuture<JsonNode> again = new CompletableFuture<>();
        clock.schedule(
            () -> post(what, body).whenComplete((answer, error) -> pass(again, answer, error)),
            RETRY_MILLIS,
            TimeUnit.MILLISECONDS);
        return again;
      }
      try {
        if (response.statusCode() >= 300) {
          throw new IOException(
              response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return CompletableFuture.completedFuture(JSON.readTree(response.body()));
      } catch (IOException refused) {
        throw new UncheckedIOException(refused);
      }
    }

    private static void pass(CompletableFuture<JsonNode> to, JsonNode answer, Throwable error) {
      if (error == null) {
        to.complete(answer);
      } else {
        to.completeExceptionally(error);
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
