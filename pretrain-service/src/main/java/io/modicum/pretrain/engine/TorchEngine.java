package io.modicum.pretrain.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** PyTorch, loaded offline through DJL, on the device that training uses. */
public final class TorchEngine {

  private static final Logger LOG = Logger.getLogger(TorchEngine.class);

  static {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    Allocator.keepFreedMemory();
  }

  private final Engine engine;
  private final Device device;

  /** Where to train. */
  public enum Choice {
    /** On a GPU if the engine sees one, else on the CPU. */
    AUTO,
    CPU,
    GPU
  }

  /**
   * Loads the engine.
   *
   * @param threads CPU threads of one operation, 0 for one per core
   * @throws IllegalStateException if PyTorch cannot be loaded here, or a GPU is demanded and there
   *     is none
   */
  public TorchEngine(Choice choice, int threads) {
    int used = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(used));
    engine = load();
    if (choice == Choice.GPU && engine.getGpuCount() == 0) {
      throw new IllegalStateException(
          "modicum.training.device is gpu, but the engine sees none; use auto or cpu");
    }
    device = choice == Choice.CPU || engine.getGpuCount() == 0 ? Device.cpu() : Device.gpu();
    JniUtils.setNumThreads(used);
    LOG.infof("training on %s with PyTorch %s, %d CPU threads", deviceName(), version(), used);
  }

  private static Engine load() {
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException noFit) {
      throw new IllegalStateException(
          "PyTorch cannot be loaded here; if this was built with -Pcuda, it needs an NVIDIA GPU,"
              + " its driver and CUDA 12 (libcudart.so.12)",
          noFit);
    }
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
    return engine.getVersion();
  }

  /** Returns a new owner of arrays on the device; closing it frees them all. */
  public NDManager newManager() {
    return engine.newBaseManager(device);
  }

  /**
   * Keeps glibc from giving the memory of each step's tensors back to the kernel only to ask for it
   * again on the next: worth up to 1.3 times the speed on a CPU.
   */
  private static final class Allocator {

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_MAX = -4;
    private static final int M_ARENA_MAX = -8;

    interface C extends Library {
      int mallopt(int parameter, int value);
    }

    static void keepFreedMemory() {
      if (!Platform.isLinux()) {
        return;
      }
      try {
        C c = Native.load("c", C.class);
        c.mallopt(M_ARENA_MAX, 1);
        c.mallopt(M_MMAP_MAX, 0);
        c.mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
        c.mallopt(M_TOP_PAD, 64 << 20);
      } catch (UnsatisfiedLinkError otherLibrary) {
        LOG.debug("the C library has no mallopt; its allocator stays as it is", otherLibrary);
      }
    }
  }
}
