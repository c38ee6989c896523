package io.modicum.local.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Asks services whether they are ready, as an orchestrator does. Threads may share one. */
public final class Readiness {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
  private static final int READY = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What must go on while one waits; throws if it does not. */
  @FunctionalInterface
  public interface Condition {
    void require() throws IOException;
  }

  /**
   * Returns the status with which a service answers: 200 if it is ready, else 503.
   *
   * @param management where the service has its health and metrics
   * @throws IOException if it does not answer
   */
  public int status(URI management) throws IOException, InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(management.resolve("/q/health/ready"))
            .timeout(ANSWER_WITHIN)
            .build();
    return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /**
   * Waits until a service is ready, and returns whether it became so in time.
   *
   * @param management where the service has its health and metrics
   * @param meanwhile what must hold as long as it is not ready
   */
  public boolean within(Duration timeout, URI management, Condition meanwhile)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(timeout);
    while (Instant.now().isBefore(deadline)) {
      meanwhile.require();
      try {
        if (status(management) == READY) {
          return true;
        }
      } catch (IOException notYet) {
        // It does not listen yet.
      }
      Thread.sleep(100);
    }
    return false;
  }
}
