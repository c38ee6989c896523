package io.modicum.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LearningCurvesSvgTest {

  @Test
  void placesPointsByTheLogarithmOfTheirLabelsAndTheirAccuracy() throws Exception {
    Document plot = draw(campaign("a & b", point(10, 0.2), point(100, 0.3), point(1000, 0.4)));

    List<Element> points = elements(plot, "circle");
    double[] x = points.stream().mapToDouble(point -> number(point, "cx")).toArray();
    double[] y = points.stream().mapToDouble(point -> number(point, "cy")).toArray();
    assertThat(x[1] - x[0]).isPositive().isCloseTo(x[2] - x[1], within());
    assertThat(y[0] - y[1]).isPositive().isCloseTo(y[1] - y[2], within());
    assertThat(texts(plot)).contains("a & b", "10", "100", "1000", "20%", "40%");
  }

  @Test
  void drawsACurveForEachCampaignInAColourOfItsOwn() throws Exception {
    Document plot = draw(campaign("a", point(10, 0.2)), campaign("b", point(20, 0.1)));

    assertThat(elements(plot, "polyline"))
        .extracting(line -> line.getAttribute("stroke"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void drawsNothingButAxesBeforeTheFirstResult() throws Exception {
    assertThat(elements(draw(campaign("a")), "circle")).isEmpty();
  }

  private static CampaignResult.Point point(int labels, double accuracy) {
    return new CampaignResult.Point(labels, accuracy);
  }

  private static CampaignResult campaign(String name, CampaignResult.Point... curve) {
    return new CampaignResult("id", name, "self-supervised", "random", List.of(curve), Map.of());
  }

  private static Document draw(CampaignResult... campaigns) throws Exception {
    String svg = new LearningCurvesSvg(List.of(campaigns)).draw("Curves");
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
