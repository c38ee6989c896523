package io.modicum.acquisition.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modicum.acquisition.matrix.DenseMatrix;
import io.modicum.acquisition.matrix.Matrix;
import io.modicum.contracts.manifest.Selection.Pick;
import io.modicum.contracts.store.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What independent implementations select from a pool of real CIFAR-10 features. */
public final class ReferenceSelections {

  private final JsonNode expected = new ObjectMapper().readTree(resource("expected.json"));
  private final GivenPool pool =
      GivenPool.of(2000)
          .withFeatures(features())
          .withProbabilities(matrix("probabilities.npy"))
          .withCommittee(committee("ensemble.npy"))
          .labelling(ints("labelled.npy"));

  public ReferenceSelections() throws IOException {}

  /** Returns the features of all images, {@code [2000, d]}. */
  public static Matrix features() throws IOException {
    return matrix("features.npy");
  }

  public GivenPool pool() {
    return pool;
  }

  /** Returns how many images each implementation selected. */
  public int budget() {
    return expected.path("budget").asInt();
  }

  /** Returns whatever else is known of a function. */
  public JsonNode of(String name) {
    return expected.path("expected").path(name);
  }

  /** Returns the images that the reference of a function selected, in order. */
  public List<Integer> images(String name) {
    List<Integer> images = new ArrayList<>();
    JsonNode node = of(name);
    (node.isArray() ? node : node.path("picks")).forEach(image -> images.add(image.asInt()));
    assertThat(images).hasSize(budget());
    return images;
  }

  /** Asserts that a function without settings selects what its reference did. */
  public void assertSame(AcquisitionFunction function) {
    List<Pick> picks =
        function.choose(pool, budget(), Settings.complete(function.description(), Map.of()));

    assertThat(picks)
        .extracting(Pick::image)
        .containsExactlyElementsOf(images(function.description().name()));
  }

  public static int[] ints(String name) throws IOException {
    return npy(name).ints();
  }

  /** Takes {@code [members, rows, classes]} apart. */
  private static List<Matrix> committee(String name) throws IOException {
    Npy npy = npy(name);
    int rows = npy.shape()[1];
    int classes = npy.shape()[2];
    float[] all = npy.floats();
    List<Matrix> members = new ArrayList<>();
    for (int from = 0; from < all.length; from += rows * classes) {
      members.add(
          new DenseMatrix(Arrays.copyOfRange(all, from, from + rows * classes), rows, classes));
    }
    return members;
  }

  private static Matrix matrix(String name) throws IOException {
    Npy npy = npy(name);
    return new DenseMatrix(npy.floats(), npy.shape()[0], npy.shape()[1]);
  }

  private static Npy npy(String name) throws IOException {
    return Npy.decode(name, resource(name));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = ReferenceSelections.class.getResourceAsStream("/reference/" + name)) {
      return stream.readAllBytes();
    }
  }
}
