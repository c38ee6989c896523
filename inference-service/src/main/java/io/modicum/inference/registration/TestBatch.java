package io.modicum.inference.registration;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.inference.onnx.OnnxNetwork;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Images by which a network shows that it can be a frozen backbone: two that are unlike, and two of
 * one colour, of which a network that divides by what varies makes no numbers.
 */
final class TestBatch {

  /** A multiple of every usual patch size, and what most published networks take. */
  private static final int SIDE = 224;

  private static final int IMAGE_BYTES = 3 * SIDE * SIDE;

  /** Largest difference that counts as none, as a share of the largest feature. */
  private static final float TOLERANCE = 1e-4f;

  /** Sums of squares of larger features leave the range of float32. */
  private static final float LARGEST = 1e15f;

  private TestBatch() {}

  /**
   * Returns the number of features per image.
   *
   * @throws InvalidInput if they are not finite or very large, do not depend on the image, or
   *     depend on the images beside it
   */
  static int dimensions(OnnxNetwork network) {
    byte[] noise = noise();
    byte[] slope = slope();
    float[] both = run(network, noise, slope);
    int d = both.length / 2;
    float[] ofNoise = Arrays.copyOf(both, d);
    float[] ofSlope = Arrays.copyOfRange(both, d, 2 * d);
    float largest = largest(both);
    if (!Float.isFinite(largest)) {
      throw new InvalidInput(
          "network",
          "gives features that are no finite numbers; check its weights, and mean and std");
    }
    if (largest > LARGEST) {
      throw new InvalidInput(
          "network", "gives features as large as " + largest + "; scale them down in the export");
    }
    if (distance(ofNoise, ofSlope) <= TOLERANCE * largest) {
      throw new InvalidInput(
          "network", "gives two unlike images the same features; check its weights and its output");
    }
    if (distance(run(network, slope), ofSlope) > TOLERANCE * largest) {
      throw new InvalidInput(
          "network",
          "gives an image other features when another is beside it; export it in evaluation mode,"
              + " after network.eval()");
    }
    if (!Float.isFinite(largest(run(network, new byte[IMAGE_BYTES], white())))) {
      throw new InvalidInput(
          "network",
          "gives an image of one colour features that are no finite numbers; add a small constant"
              + " to what it divides by");
    }
    return d;
  }

  private static float[] run(OnnxNetwork network, byte[]... images) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(images.length * IMAGE_BYTES);
    for (byte[] image : images) {
      pixels.put(image);
    }
    try {
      return network
          .run(pixels.flip(), images.length, SIDE, SIDE, List.of(Backbone.FEATURES))
          .get(0);
    } catch (InvalidInput failure) {
      throw new InvalidInput(
          "network",
          "fails on a batch of "
              + images.length
              + "; export it with a dynamic batch, the channels first and, unless it takes images"
              + " of any size, with a fixed height and width. "
              + failure.getMessage(),
          failure);
    }
  }

  private static byte[] noise() {
    byte[] image = new byte[IMAGE_BYTES];
    new Random(0).nextBytes(image);
    return image;
  }

  private static byte[] white() {
    byte[] image = new byte[IMAGE_BYTES];
    Arrays.fill(image, (byte) 255);
    return image;
  }

  /** Returns an image that brightens downwards, and is darkest in red. */
  private static byte[] slope() {
    byte[] image = new byte[IMAGE_BYTES];
    for (int i = 0; i < IMAGE_BYTES; i++) {
      int channel = i / (SIDE * SIDE);
      int row = i / SIDE % SIDE;
      image[i] = (byte) (row * (channel + 1) / 3);
    }
    return image;
  }

  private static float largest(float[] features) {
    float largest = 0;
    for (float feature : features) {
      largest = Math.max(largest, Math.abs(feature));
    }
    return largest;
  }

  private static float distance(float[] a, float[] b) {
    float distance = 0;
    for (int i = 0; i < a.length; i++) {
      distance = Math.max(distance, Math.abs(a[i] - b[i]));
    }
    return distance;
  }
}
