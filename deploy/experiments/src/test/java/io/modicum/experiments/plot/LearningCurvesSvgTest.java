package io.modicum.experiments.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.experiments.result.LearningCurve;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class LearningCurvesSvgTest {

  @Test
  void placesPointsByTheLogarithmOfTheirLabelsAndTheirAccuracy() throws Exception {
    Picture plot = draw(curve("a & b", point(10, 0.2), point(100, 0.3), point(1000, 0.4)));

    List<Element> points = plot.elements("circle");
    double[] x = points.stream().mapToDouble(point -> Picture.number(point, "cx")).toArray();
    double[] y = points.stream().mapToDouble(point -> Picture.number(point, "cy")).toArray();
    assertThat(x[1] - x[0]).isPositive().isCloseTo(x[2] - x[1], within());
    assertThat(y[0] - y[1]).isPositive().isCloseTo(y[1] - y[2], within());
    assertThat(plot.texts()).contains("a & b", "10", "100", "1000", "20%", "40%");
  }

  @Test
  void drawsEachCurveInAColourOfItsOwn() throws Exception {
    Picture plot = draw(curve("a", point(10, 0.2)), curve("b", point(20, 0.1)));

    assertThat(plot.elements("polyline"))
        .extracting(line -> line.getAttribute("stroke"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void leavesOutNumbersOfLabelsThatWouldTouch() throws Exception {
    Picture plot =
        draw(curve("a", point(10, 0.2), point(5000, 0.3), point(5050, 0.3), point(10_000, 0.4)));

    assertThat(plot.texts()).contains("10", "5000", "10000").doesNotContain("5050");
  }

  @Test
  void drawsNothingButAxesBeforeTheFirstResult() throws Exception {
    assertThat(draw(curve("a")).elements("circle")).isEmpty();
  }

  @Test
  void spansABandOfOneStandardDeviationAroundTheMean() throws Exception {
    Picture plot =
        draw(
            curve(
                "a",
                new LearningCurve.Point(10, 0.3, 0.1, 3),
                new LearningCurve.Point(20, 0.4, 0, 3)));

    double[] band =
        Arrays.stream(plot.elements("polygon").get(0).getAttribute("points").split("[ ,]"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    List<Element> points = plot.elements("circle");
    double mean = Picture.number(points.get(0), "cy");
    double accurate = Picture.number(points.get(1), "cy");
    assertThat(band).hasSize(8);
    assertThat(band[1]).as("above the first").isCloseTo(accurate, within());
    assertThat(band[3]).as("above the second").isCloseTo(accurate, within());
    assertThat(band[5]).as("below the second").isCloseTo(accurate, within());
    assertThat(band[7] - mean).as("below the first").isCloseTo(mean - accurate, within());
    assertThat(plot.texts()).contains("a", "mean and standard deviation of 3 seeds");
  }

  private static LearningCurve.Point point(int labels, double accuracy) {
    return new LearningCurve.Point(labels, accuracy, 0, 1);
  }

  private static LearningCurve curve(String variant, LearningCurve.Point... points) {
    return new LearningCurve(variant, List.of(points));
  }

  private static Picture draw(LearningCurve... curves) throws Exception {
    return Picture.parse(new LearningCurvesSvg(List.of(curves)).draw("Curves"));
  }

  private static Offset<Double> within() {
    return Offset.offset(0.11);
  }
}
