package io.modicum.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LearningCurvesSvgTest {

  @Test
  void placesPointsByTheLogarithmOfTheirLabelsAndTheirAccuracy() throws Exception {
    Document plot = draw(curve("a & b", point(10, 0.2), point(100, 0.3), point(1000, 0.4)));

    List<Element> points = elements(plot, "circle");
    double[] x = points.stream().mapToDouble(point -> number(point, "cx")).toArray();
    double[] y = points.stream().mapToDouble(point -> number(point, "cy")).toArray();
    assertThat(x[1] - x[0]).isPositive().isCloseTo(x[2] - x[1], within());
    assertThat(y[0] - y[1]).isPositive().isCloseTo(y[1] - y[2], within());
    assertThat(texts(plot)).contains("a & b", "10", "100", "1000", "20%", "40%");
  }

  @Test
  void drawsEachCurveInAColourOfItsOwn() throws Exception {
    Document plot = draw(curve("a", point(10, 0.2)), curve("b", point(20, 0.1)));

    assertThat(elements(plot, "polyline"))
        .extracting(line -> line.getAttribute("stroke"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void drawsNothingButAxesBeforeTheFirstResult() throws Exception {
    assertThat(elements(draw(curve("a")), "circle")).isEmpty();
  }

  @Test
  void spansABandOfOneStandardDeviationAroundTheMean() throws Exception {
    Document plot =
        draw(
            curve(
                "a",
                new LearningCurve.Point(10, 0.3, 0.1, 3),
                new LearningCurve.Point(20, 0.4, 0, 3)));

    double[] band =
        Arrays.stream(elements(plot, "polygon").get(0).getAttribute("points").split("[ ,]"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    List<Element> points = elements(plot, "circle");
    double mean = number(points.get(0), "cy");
    double accurate = number(points.get(1), "cy");
    assertThat(band).hasSize(8);
    assertThat(band[1]).as("above the first").isCloseTo(accurate, within());
    assertThat(band[3]).as("above the second").isCloseTo(accurate, within());
    assertThat(band[5]).as("below the second").isCloseTo(accurate, within());
    assertThat(band[7] - mean).as("below the first").isCloseTo(mean - accurate, within());
    assertThat(texts(plot)).contains("a, mean and standard deviation of 3 seeds");
  }

  private static LearningCurve.Point point(int labels, double accuracy) {
    return new LearningCurve.Point(labels, accuracy, 0, 1);
  }

  private static LearningCurve curve(String mode, LearningCurve.Point... points) {
    return new LearningCurve(mode, List.of(points));
  }

  private static Document draw(LearningCurve... curves) throws Exception {
    String svg = new LearningCurvesSvg(List.of(curves)).draw("Curves");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document plot, String name) {
    NodeList found = plot.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Document plot) {
    return elements(plot, "text").stream().map(Element::getTextContent).toList();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Offset<Double> within() {
    return Offset.offset(0.11);
  }
}
