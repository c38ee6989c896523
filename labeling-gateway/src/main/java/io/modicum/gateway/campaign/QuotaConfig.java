package io.modicum.gateway.campaign;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalLong;

/** What one campaign may have at most; what is not set has no bound. */
@ConfigMapping(prefix = "modicum.quota")
public interface QuotaConfig {

  /** Labels that it may ask for. */
  OptionalLong labels();

  /** Images of its dataset. */
  OptionalLong images();

  /** Bytes of these images once packed. */
  OptionalLong bytes();
}
