package io.modicum.contracts.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells at {@code /q/metrics} on which device a service's engine computes, and of its memory. */
public final class DeviceMetrics {

  private DeviceMetrics() {}

  /**
   * Registers a gauge that is 1 and tells by its tags, and gauges of a GPU's memory.
   *
   * @param engine e.g. {@code PyTorch}
   * @param device e.g. {@code cpu} or {@code gpu(0)}
   * @param memory asks the driver; empty where the device has none of its own
   */
  public static void register(
      MeterRegistry meters,
      String engine,
      String version,
      String device,
      Optional<Supplier<MemoryUsage>> memory) {
    Gauge.builder("modicum.device.info", () -> 1)
        .description("The engine that computes here, and its device")
        .tag("engine", engine)
        .tag("version", version)
        .tag("device", device)
        .register(meters);
    memory.ifPresent(usage -> registerMemory(meters, device, usage));
  }

  private static void registerMemory(
      MeterRegistry meters, String device, Supplier<MemoryUsage> memory) {
    Gauge.builder("modicum.device.memory.used.bytes", () -> memory.get().getUsed())
        .description("Memory of the device that is in use, by this and other processes")
        .tag("device", device)
        .register(meters);
    Gauge.builder("modicum.device.memory.max.bytes", () -> memory.get().getMax())
        .description("Memory of the device")
        .tag("device", device)
        .register(meters);
  }
}
