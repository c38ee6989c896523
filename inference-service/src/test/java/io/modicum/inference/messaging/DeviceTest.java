package io.modicum.inference.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What the networks run on. */
@QuarkusTest
class DeviceTest extends InferenceTest {

  @Test
  void tellsTheDeviceAsAMetric() throws Exception {
    // When
    String metrics = exposed();

    // Then
    assertThat(metrics)
        .containsPattern(
            "modicum_device_info\\{device=\"(cpu|gpu\\(\\d\\))\",engine=\"ONNX Runtime\",version=\"\\d[^\"]*\"\\} 1");
  }
}
