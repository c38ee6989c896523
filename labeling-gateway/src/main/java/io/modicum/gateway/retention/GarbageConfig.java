package io.modicum.gateway.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What becomes of objects that nobody needs any more. */
@ConfigMapping(prefix = "modicum.garbage")
public interface GarbageConfig {

  /** How often to look for them, or {@code off}. */
  @WithDefault("24h")
  String every();

  /** How old an object must be to be garbage; longer than any attempt of a stage takes. */
  @WithDefault("30d")
  Duration keep();

  /** Whether a look only tells what it would remove. */
  @WithDefault("true")
  boolean dryRun();
}
