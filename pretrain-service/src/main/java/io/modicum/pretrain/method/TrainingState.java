package io.modicum.pretrain.method;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.Npy;
import io.modicum.pretrain.network.Parameter;
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
        write(zip, entry(parameter, ""), parameter.values());
        if (parameter.trained()) {
          write(zip, entry(parameter, VELOCITY), parameter.velocities());
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(ZipOutputStream zip, String name, float[] values) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ANY_TIME);
    zip.putNextEntry(entry);
    zip.write(Npy.encode(values, values.length));
    zip.closeEntry();
  }

  /**
   * Sets the parameters to what was encoded.
   *
   * @throws InvalidInput if the state is broken or of other parameters, which then stay as they are
   */
  static void restore(String name, byte[] state, List<Parameter> parameters) {
    Map<String, float[]> values = decode(name, state);
    for (Parameter parameter : parameters) {
      require(name, values, parameter, "");
      if (parameter.trained()) {
        require(name, values, parameter, VELOCITY);
      }
    }
    for (Parameter parameter : parameters) {
      parameter.restore(values.get(entry(parameter, "")));
      if (parameter.trained()) {
        parameter.restoreVelocity(values.get(entry(parameter, VELOCITY)));
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

  private static void require(
      String name, Map<String, float[]> values, Parameter parameter, String suffix) {
    float[] found = values.get(entry(parameter, suffix));
    if (found == null || found.length != parameter.value().size()) {
      throw new InvalidInput(name, "lacks " + parameter.name() + suffix + "; delete it");
    }
  }

  private static String entry(Parameter parameter, String suffix) {
    return parameter.name() + suffix + ".npy";
  }
}
