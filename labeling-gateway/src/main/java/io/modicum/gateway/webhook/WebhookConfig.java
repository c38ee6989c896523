package io.modicum.gateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Settings of the webhooks. */
@ConfigMapping(prefix = "modicum.webhooks")
public interface WebhookConfig {

  /** How long a receiver may take to answer. */
  @WithDefault("15s")
  Duration timeout();

  /**
   * How long to wait after each failed attempt; then the delivery has failed. The default is the
   * example of the Standard Webhooks specification.
   */
  @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
  List<Duration> retryAfter();

  /** How long the log keeps a delivery that has ended. */
  @WithDefault("30d")
  Duration keep();
}
