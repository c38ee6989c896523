package io.modicum.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the labelling gateway. */
@ConfigMapping(prefix = "modicum.gateway")
public interface GatewayConfig {

  /** How often to look for work whose nudge was lost, e.g. by a restart. */
  @WithDefault("1s")
  Duration poll();

  /** How often to measure campaigns and queues for {@code /q/metrics}. */
  @WithDefault("15s")
  Duration measureEvery();

  /** How often a campaign's event stream looks for a change. */
  @WithDefault("1s")
  Duration snapshotEvery();

  /** How long to believe what was read of a catalogue, such as that of acquisition functions. */
  @WithDefault("5s")
  Duration catalogueFor();

  /** How long what was measured of a campaign's annotators is told before it is measured again. */
  @WithDefault("1m")
  Duration annotatorsFor();

  /** Tasks that the simulated oracle leases at a time. */
  @WithDefault("500")
  int oracleBatch();

  /** The largest file of labels to import. */
  @WithDefault("256M")
  MemorySize largestImport();

  /**
   * Address ranges such as 10.0.0.0/8 where webhooks and Label Studio may be although they are not
   * public. Only there they may do without TLS.
   */
  Optional<List<String>> privateRanges();

  /** How many requests a second each name may send for long, to each replica. */
  @WithDefault("100")
  int requestsPerSecond();

  /** How many requests each name may send at once after it sent none for a while. */
  @WithDefault("500")
  int requestBurst();

  /**
   * Keys that secrets are sealed with in the database, each 32 bytes in base64: the first seals,
   * all open.
   */
  Optional<List<String>> secretKeys();

  /** An API key that is an admin's from the start, so that it can make the others. */
  Optional<String> firstKey();
}
