package io.modicum.inference.onnx;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.util.cuda.CudaUtils;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** ONNX Runtime, loaded offline through DJL, on the device that networks run on. */
public final class OnnxEngine {

  private static final Logger LOG = Logger.getLogger(OnnxEngine.class);

  static {
    // Everything the engine needs is on the class path; it must not look for models elsewhere.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  static final String NAME = "OnnxRuntime";

  private final Device device;
  private final int threads;

  /** Where to embed. */
  public enum Choice {
    /** On a GPU if ONNX Runtime can use one, else on the CPU. */
    AUTO,
    CPU,
    GPU
  }

  /**
   * Loads the engine.
   *
   * @param threads CPU threads of one operation, 0 for one per core
   * @throws IllegalStateException if a GPU is demanded and ONNX Runtime can use none
   */
  public OnnxEngine(Choice choice, int threads) {
    this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    device = device(choice, Engine.getEngine(NAME));
    LOG.infof(
        "embedding on %s with ONNX Runtime %s, %d CPU threads",
        deviceName(), version(), this.threads);
  }

  private static Device device(Choice choice, Engine engine) {
    if (choice == Choice.CPU) {
      return Device.cpu();
    }
    boolean built = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
    if (built && engine.hasCapability(StandardCapabilities.CUDA)) {
      return Device.gpu();
    }
    String reason =
        built
            ? "this ONNX Runtime could use a GPU, but finds no driver, CUDA 12 and cuDNN 9"
            : "this ONNX Runtime is built for the CPU alone";
    if (choice == Choice.GPU) {
      throw new IllegalStateException(
          "modicum.embedding.device is gpu, but " + reason + "; use auto or cpu");
    }
    LOG.infof("no GPU: %s", reason);
    return Device.cpu();
  }

  Device device() {
    return device;
  }

  int threads() {
    return threads;
  }

  /** Returns the device's name, such as {@code cpu} or {@code gpu(0)}. */
  public String deviceName() {
    return device.isGpu() ? "gpu(" + device.getDeviceId() + ")" : "cpu";
  }

  /** Returns what tells of the device's memory, or empty for the CPU. */
  public Optional<Supplier<MemoryUsage>> deviceMemory() {
    return device.isGpu() ? Optional.of(() -> CudaUtils.getGpuMemory(device)) : Optional.empty();
  }

  public String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }
}
