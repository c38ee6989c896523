package io.modicum.experiments.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modicum.experiments.result.LearningCurve;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DifferencesSvgTest {

  @Test
  void givesEachVariantAPanelOfItsOwn() throws Exception {
    Picture plot =
        draw(IntStream.range(0, 6).mapToObj(i -> difference("f" + i, 0.01 * i)).toList());

    assertThat(plot.texts()).contains("f0", "f1", "f2", "f3", "f4", "f5", "Points above <random>");
    assertThat(plot.elements("polyline"))
        .extracting(line -> line.getAttribute("points"))
        .hasSize(6)
        .doesNotHaveDuplicates();
  }

  @Test
  void drawsAllPanelsOnOneScaleAroundTheLineAtZero() throws Exception {
    Picture plot = draw(List.of(difference("better", 0.05), difference("worse", -0.05)));

    List<Element> zeros =
        plot.elements("line").stream()
            .filter(line -> line.getAttribute("stroke").equals("#333"))
            .toList();
    List<Element> points = plot.elements("circle");
    double zero = Picture.number(zeros.get(0), "y1");
    assertThat(zeros).hasSize(2);
    assertThat(Picture.number(zeros.get(1), "y1")).isEqualTo(zero);
    assertThat(zero - Picture.number(points.get(0), "cy"))
        .isPositive()
        .isCloseTo(Picture.number(points.get(2), "cy") - zero, within(0.11));
  }

  private static LearningCurve difference(String variant, double difference) {
    return new LearningCurve(
        variant,
        List.of(
            new LearningCurve.Point(10, difference, 0, 3),
            new LearningCurve.Point(100, difference, 0.01, 3)));
  }

  private static Picture draw(List<LearningCurve> differences) throws Exception {
    return Picture.parse(new DifferencesSvg(differences).draw("Points above <random>"));
  }
}
