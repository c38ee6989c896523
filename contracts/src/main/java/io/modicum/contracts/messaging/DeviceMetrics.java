package io.modicum.contracts.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Tells at {@code /q/metrics} on which device a service's engine computes. */
public final class DeviceMetric {

  private DeviceMetric() {}

  /**
   * Registers a gauge that is 1 and tells by its tags.
   *
   * @param engine e.g. {@code PyTorch}
   * @param device e.g. {@code cpu} or {@code gpu(0)}
   */
  public static void register(MeterRegistry meters, String engine, String version, String device) {
    Gauge.builder("modicum.device.info", () -> 1)
        .description("The engine that computes here, and its device")
        .tag("engine", engine)
        .tag("version", version)
        .tag("device", device)
        .register(meters);
  }
}
