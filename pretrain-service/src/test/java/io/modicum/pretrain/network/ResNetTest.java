package io.modicum.pretrain.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.Preset;
import io.modicum.contracts.campaign.Stem;
import io.modicum.pretrain.engine.TorchEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Published networks have the published number of parameters: torchvision's without its last layer.
 */
class ResNetTest {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of(Preset.SIMSIAM_CIFAR.backbone(), 11_168_832, 512),
        Arguments.of(basic(List.of(2, 2, 2, 2)), 11_176_512, 512),
        Arguments.of(basic(List.of(3, 4, 6, 3)), 21_284_672, 512),
        Arguments.of(Preset.SIMSIAM_IMAGENET.backbone(), 23_508_032, 2048));
  }

  private static BackboneSettings basic(List<Integer> blocks) {
    return new BackboneSettings(Stem.IMAGENET, Block.BASIC, WIDTHS, blocks);
  }

  @ParameterizedTest
  @MethodSource("published")
  void hasThePublishedSize(BackboneSettings settings, long parameters, int features) {
    TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 2);
    JniUtils.setGradMode(false);
    try (NDManager manager = engine.newManager()) {
      ResNet network = new ResNet(manager, settings, new SplittableRandom(1));

      AtomicLong count = new AtomicLong();
      network.parameters(
          parameter -> count.addAndGet(parameter.trained() ? parameter.value().size() : 0));
      assertThat(count.get()).isEqualTo(parameters);
      PtNDArray images = (PtNDArray) manager.randomNormal(new Shape(2, 3, 64, 64));
      assertThat(network.forward(images, false).getShape()).isEqualTo(new Shape(2, features));
      assertThat(settings.dimensions()).isEqualTo(features);
    }
  }

  @Test
  void aBlockStartsAsIfItsPathWereNotThere() {
    Map<String, float[]> basic = initial(block(Block.BASIC, true));
    Map<String, float[]> bottleneck = initial(block(Block.BOTTLENECK, true));

    assertThat(basic.get("stage0.block0.second.norm.scale")).containsOnly(0);
    assertThat(basic.get("stage0.block0.first.norm.scale")).containsOnly(1);
    assertThat(bottleneck.get("stage0.block0.third.norm.scale")).containsOnly(0);
    assertThat(bottleneck.get("stage0.block0.second.norm.scale")).containsOnly(1);
    assertThat(bottleneck.get("stage0.block0.shortcut.norm.scale")).containsOnly(1);
    assertThat(bottleneck.get("stem.norm.scale")).containsOnly(1);
  }

  @Test
  void aBlockStartsInFullUnlessItIsToStartAtZero() {
    Map<String, float[]> scales = initial(block(Block.BASIC, false));

    assertThat(scales.get("stage0.block0.second.norm.scale")).containsOnly(1);
  }

  private static BackboneSettings block(Block block, boolean zeroInitResidual) {
    return new BackboneSettings(Stem.CIFAR, block, List.of(4), List.of(1), zeroInitResidual);
  }

  private static Map<String, float[]> initial(BackboneSettings settings) {
    TorchEngine engine = new TorchEngine(TorchEngine.Choice.CPU, 1);
    try (NDManager manager = engine.newManager()) {
      List<Parameter> parameters = new ArrayList<>();
      new ResNet(manager, settings, new SplittableRandom(1)).parameters(parameters::add);
      return parameters.stream().collect(Collectors.toMap(Parameter::name, Parameter::values));
    }
  }
}
