package io.modicum.gateway.webhook;

import io.modicum.gateway.outgoing.AddressGuard;
import io.modicum.gateway.outgoing.GuardedHttp;
import io.modicum.gateway.sealing.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Sends messages as the Standard Webhooks specification says. */
@ApplicationScoped
class WebhookClient {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  private final AddressGuard guard;
  private final OkHttpClient http;
  private final Secrets secrets;

  WebhookClient(AddressGuard guard, GuardedHttp http, WebhookConfig config, Secrets secrets) {
    this.guard = guard;
    this.http = http.client(config.timeout());
    this.secrets = secrets;
  }

  /** Makes one attempt, and returns what came of it whatever happens. */
  Outcome send(DeliveryTable.Due due) {
    long begun = System.nanoTime();
    try (Response response = http.newCall(request(due)).execute()) {
      String problem = response.isSuccessful() ? "" : "the receiver answered " + response.code();
      return new Outcome(
          Optional.of(response.code()), problem, millisSince(begun), retryAfter(response));
    } catch (RuntimeException | IOException failure) {
      String problem = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      return new Outcome(Optional.empty(), problem, millisSince(begun), Optional.empty());
    }
  }

  private Request request(DeliveryTable.Due due) {
    HttpUrl url = guard.require("url", due.url());
    WebhookSecret secret = new WebhookSecret(secrets.open(due.sealedSecret()));
    long seconds = Instant.now().getEpochSecond();
    return new Request.Builder()
        .url(url)
        .header("webhook-id", due.message())
        .header("webhook-timestamp", Long.toString(seconds))
        .header("webhook-signature", secret.sign(due.message(), seconds, due.payload()))
        .header("User-Agent", "Modicum")
        .post(RequestBody.create(due.payload().getBytes(StandardCharsets.UTF_8), JSON))
        .build();
  }

  /** Reads the form of Retry-After that gives seconds; who gives a date is asked as planned. */
  private static Optional<Duration> retryAfter(Response response) {
    return Optional.ofNullable(response.header("Retry-After"))
        .filter(seconds -> seconds.matches("[0-9]{1,9}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  private static int millisSince(long begun) {
    return (int) Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }
}
