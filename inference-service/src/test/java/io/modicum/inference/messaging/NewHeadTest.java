package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.modicum.contracts.campaign.ClassifierSettings;
import io.modicum.contracts.campaign.Mode;
import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.event.CampaignCompleted;
import io.modicum.contracts.event.PredictionsReady;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.manifest.Model;
import io.modicum.contracts.manifest.Predictions;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.Part;
import io.modicum.contracts.vector.Softmax;
import io.modicum.inference.head.Classifier;
import io.modicum.inference.head.Features;
import io.modicum.inference.head.FittedHead;
import io.modicum.inference.head.Head;
import io.modicum.inference.head.LabelledFeatures;
import io.modicum.inference.onnx.OnnxGraph;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A head is one class: the one below is offered, fitted, stored and exported as any other. */
@QuarkusTest
class NewHeadTest extends InferenceTest {

  private static final ClassifierSettings SHARP =
      new ClassifierSettings("nearest-mean", 0, 0, Map.of("sharpness", 0.001));

  /** The class whose labelled images have the nearest mean; each class has a labelled image. */
  @ApplicationScoped
  static class NearestMean implements Head {

    @Override
    public Description description() {
      return new Description(
          "nearest-mean",
          "The class whose mean is the nearest.",
          "",
          List.of(Setting.number("sharpness", 1, 0, 100, "How fast distance makes it unlikely.")));
    }

    @Override
    public FittedHead fit(
        LabelledFeatures images, ClassifierSettings settings, long seed, Runnable requireWanted) {
      int d = images.features().columns();
      float[][] means = new float[images.classes()][d];
      int[] counts = new int[images.classes()];
      for (int i = 0; i < images.labelled().images().length; i++) {
        int label = images.labelled().labels()[i];
        counts[label]++;
        for (int j = 0; j < d; j++) {
          float value = images.features().values()[images.labelled().images()[i] * d + j];
          means[label][j] += (value - means[label][j]) / counts[label];
        }
      }
      float sharpness = settings.settings().get("sharpness").floatValue();
      float[] weights = new float[d * means.length];
      float[] bias = new float[means.length];
      for (int k = 0; k < means.length; k++) {
        for (int j = 0; j < d; j++) {
          weights[j * means.length + k] = 2 * sharpness * means[k][j];
          bias[k] -= sharpness * means[k][j] * means[k][j];
        }
      }
      return new Means(weights, bias);
    }

    @Override
    public Classifier read(Function<String, Npy> part) {
      return new Means(part.apply("means.npy").floats(), part.apply("lengths.npy").floats());
    }
  }

  /** Minus the squared distance to each mean, but for what all classes have in common. */
  private static final class Means implements FittedHead {

    private final float[] weights;
    private final float[] bias;

    /**
     * @param weights {@code [d, classes]}
     */
    Means(float[] weights, float[] bias) {
      this.weights = weights;
      this.bias = bias;
    }

    @Override
    public float[] probabilities(Features features, Runnable requireWanted) {
      float[] margins = new float[features.rows() * bias.length];
      for (int i = 0; i < margins.length; i++) {
        margins[i] = bias[i % bias.length];
        for (int j = 0; j < features.columns(); j++) {
          margins[i] +=
              features.values()[i / bias.length * features.columns() + j]
                  * weights[j * bias.length + i % bias.length];
        }
      }
      return Softmax.ofRows(margins, bias.length);
    }

    @Override
    public void write(BiConsumer<String, byte[]> part) {
      part.accept("means.npy", Npy.encode(weights, weights.length / bias.length, bias.length));
      part.accept("lengths.npy", Npy.encode(bias, bias.length));
    }

    @Override
    public void append(OnnxGraph graph) {
      String means =
          graph.constant("modicum.means", weights, weights.length / bias.length, bias.length);
      String lengths = graph.constant("modicum.lengths", bias, bias.length);
      graph.node("modicum.margins", "Gemm", List.of(Backbone.FEATURES, means, lengths));
      graph.node(
          Model.PROBABILITIES,
          "Softmax",
          List.of("modicum.margins"),
          OnnxGraph.attribute("axis", 1));
    }
  }

  @Test
  void isOfferedBesideTheOthers() {
    // When
    await().until(() -> store.find(Offer.HEADS.key()).isPresent());

    // Then
    Catalogue offered = Json.read(Offer.HEADS.key(), store.get(Offer.HEADS.key()), Catalogue.class);
    assertThat(offered.software()).startsWith("inference-service ");
    assertThat(offered.entries())
        .extracting(Description::name)
        .containsExactly("linear-svm", "logistic-regression", "nearest-mean");
    assertThat(offered.entries().get(2).settings())
        .extracting(Setting::name)
        .containsExactly("sharpness");
  }

  @Test
  void isFittedAndStored() {
    // Given
    embeddedPool();
    specify(Mode.SELF_SUPERVISED, SHARP);
    label(0, 1, 2, 3, 4, 5);

    // When
    chain.send(labelsCompleted(0));

    // Then
    PredictionsReady ready = predicted();
    assertThat(ready.accuracy()).hasValue(1);
    Manifest<Predictions> manifest = predictions(ready);
    assertThat(npy(manifest.part("means.npy")).shape()).containsExactly(3, CLASSES);
    assertThat(manifest.content().head()).isEmpty();
    assertThat(npy(manifest.part(Predictions.PROBABILITIES)).shape())
        .containsExactly(POOL, CLASSES);
  }

  @Test
  void hasACommitteeOfItsOwnKind() {
    // Given
    embeddedPool();
    specify(Mode.SELF_SUPERVISED, SHARP.withCommittee(2));
    label(0, 1, 2, 3, 4, 5);

    // When
    chain.send(labelsCompleted(0));

    // Then
    Manifest<Predictions> manifest = predictions(predicted());
    assertThat(manifest.parts())
        .extracting(Part::name)
        .contains(Predictions.committeeProbabilities(1))
        .doesNotContain(Predictions.committeeProbabilities(2), Predictions.COMMITTEE_WEIGHTS);
    Npy first = npy(manifest.part(Predictions.committeeProbabilities(0)));
    Npy second = npy(manifest.part(Predictions.committeeProbabilities(1)));
    assertThat(first.shape()).containsExactly(POOL, CLASSES);
    assertThat(first.floats()).isNotEqualTo(second.floats());
    assertThat(first.floats()[0] + first.floats()[1] + first.floats()[2])
        .isCloseTo(1, within(1e-6f));
  }

  @Test
  void isExported() throws OrtException {
    // Given
    embeddedPool();
    specify(Mode.SELF_SUPERVISED, SHARP);
    label(0, 1, 2, 3, 4, 5);
    chain.send(labelsCompleted(0));
    Npy stored = npy(predictions(predicted()).part(Predictions.PROBABILITIES));

    // When
    chain.send(new CampaignCompleted(campaign, 0, 6, OptionalDouble.of(1), "budget spent"));

    // Then
    assertThat(ended("export-model", 1)).containsExactly("COMPUTED");
    byte[] brightBlue = new byte[3 * SIDE * SIDE];
    Arrays.fill(brightBlue, 2 * SIDE * SIDE, brightBlue.length, (byte) 202);
    assertThat(run(store.get(ObjectKeys.model(campaign)), brightBlue))
        .containsExactly(Arrays.copyOfRange(stored.floats(), 6, 9), within(1e-6f));
  }

  @Test
  void isToldWhatItDoesNotTake() {
    // Given
    embeddedPool();
    specify(
        Mode.SELF_SUPERVISED,
        new ClassifierSettings("nearest-mean", 0, 0, Map.of("sharpness", 101.0)));
    label(0, 1, 2);

    // When
    chain.send(labelsCompleted(0));

    // Then
    assertThat(failed(campaign.value()).reason())
        .isEqualTo("classifier.settings.sharpness: must be a number from 0 to 100, was 101");
  }

  private static float[] run(byte[] onnx, byte[] image) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    ByteBuffer pixels = ByteBuffer.allocateDirect(image.length).put(image).flip();
    try (OrtSession session = environment.createSession(onnx);
        OnnxTensor images =
            OnnxTensor.createTensor(
                environment, pixels, new long[] {1, 3, SIDE, SIDE}, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of("images", images))) {
      return ((float[][]) result.get(Model.PROBABILITIES).orElseThrow().getValue())[0];
    }
  }
}
