package io.modicum.pretrain.training;

import io.modicum.contracts.stage.InvalidInput;
import io.modicum.contracts.store.Npy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A snapshot of parameters, batch statistics and momentum, as NumPy's {@code .npz}. */
final class TrainingState {

  private static final String VELOCITY = ".velocity";

  /** The date of every entry, so that equal states are equal bytes. */
  private static final LocalDateTime ANY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private TrainingState() {}

  static byte[] encode(List<Parameter> parameters) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Parameter parameter : parameters) {
        write(zip, parameter.name(), parameter.values());
        if (parameter.trained()) {
          write(zip, parameter.name() + VELOCITY, parameter.velocities());
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(ZipOutputStream zip, String name, float[] values) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(ANY_TIME);
    zip.putNextEntry(entry);
    zip.write(Npy.encode(values, values.length));
    zip.closeEntry();
  }

  /**
   * Sets the parameters to what was encoded.
   *
   * @throws InvalidInput if the state is broken or of other parameters
   */
  static void restore(String name, byte[] state, List<Parameter> parameters) {
    Map<String, float[]> values = decode(name, state);
    for (Parameter parameter : parameters) {
      parameter.restore(take(name, values, parameter.name()));
      if (parameter.trained()) {
        parameter.restoreVelocity(take(name, values, parameter.name() + VELOCITY));
      }
    }
  }

  /** Returns the arrays of an {@code .npz} under their entries' names. */
  static Map<String, float[]> decode(String name, byte[] state) {
    Map<String, float[]> values = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(state))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        values.put(entry.getName(), Npy.decode(entry.getName(), zip.readAllBytes()).floats());
      }
    } catch (IOException broken) {
      throw new InvalidInput(name, "is no training state; delete it", broken);
    }
    return values;
  }

  private static float[] take(String name, Map<String, float[]> values, String entry) {
    float[] taken = values.get(entry + ".npy");
    if (taken == null) {
      throw new InvalidInput(name, "lacks " + entry + "; delete it");
    }
    return taken;
  }
}
