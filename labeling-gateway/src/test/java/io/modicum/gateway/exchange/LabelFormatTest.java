package io.modicum.gateway.exchange;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.exchange.format.ExportedImage;
import io.modicum.gateway.exchange.format.FieldMapping;
import io.modicum.gateway.exchange.format.ImageLabel;
import io.modicum.gateway.exchange.format.ImageReference;
import io.modicum.gateway.exchange.format.LabelFormat;
import io.modicum.gateway.exchange.format.LineReader;
import io.modicum.gateway.page.BrowserTest;
import io.modicum.gateway.page.Visit;
import io.modicum.gateway.testing.Api;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A label format is one class, and API and page know it. */
@QuarkusTest
class LabelFormatTest extends BrowserTest {

  /** A sentence per image, such as "image 7 is plum". */
  @ApplicationScoped
  static class Sentences implements LabelFormat {

    private static final String IS = " is ";

    @Override
    public Description description() {
      return new Description("sentences", "A sentence per image.", "", "text/plain", "txt");
    }

    @Override
    public Writer writer(OutputStream out) {
      return new Lines(out);
    }

    @Override
    public Optional<Reader> reader(FieldMapping names) {
      return Optional.of(new LineReader(Sentences::read));
    }

    private static ImageLabel read(String line) {
      String[] words = line.split(IS, 2);
      if (words.length < 2) {
        throw new InvalidInput("sentence", "must be such as image 7 is plum");
      }
      return new ImageLabel(ImageReference.index(words[0].replaceFirst("image ", "")), words[1]);
    }

    private record Lines(OutputStream out) implements Writer {

      @Override
      public void write(ExportedImage image) throws IOException {
        if (image.label().isPresent()) {
          String line = "image " + image.image() + IS + image.label().get().name() + "\n";
          out.write(line.getBytes(StandardCharsets.UTF_8));
        }
      }

      @Override
      public void close() throws IOException {
        out.flush();
      }
    }
  }

  /** How many images are labelled: labels can only go out in it. */
  @ApplicationScoped
  static class Count implements LabelFormat {

    @Override
    public Description description() {
      return new Description("count", "How many images are labelled.", "", "text/plain", "count");
    }

    @Override
    public Writer writer(OutputStream out) {
      return new Counting(out);
    }

    private static final class Counting implements Writer {
      private final OutputStream out;
      private int labels;

      Counting(OutputStream out) {
        this.out = out;
      }

      @Override
      public void write(ExportedImage image) {
        labels += image.label().isPresent() ? 1 : 0;
      }

      @Override
      public void close() throws IOException {
        out.write(String.format(Locale.ROOT, "%d", labels).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void isListedAsItDescribesItself() {
    // When
    JsonNode listed = api.get("/api/v1/label-formats").json();

    // Then
    assertThat(listed.path("standard").asText()).isEqualTo("csv");
    assertThat(listed.path("entries"))
        .extracting(
            format -> format.path("name").asText(),
            format -> format.path("extension").asText(),
            format -> format.path("reads").asBoolean())
        .containsExactly(
            tuple("count", "count", false),
            tuple("csv", "csv", true),
            tuple("folders", "tsv", true),
            tuple("ground-truth", "manifest", true),
            tuple("json-lines", "jsonl", true),
            tuple("label-studio", "json", true),
            tuple("sentences", "txt", true));
    assertThat(listed.path("entries").path(6).path("summary").asText())
        .isEqualTo("A sentence per image.");
    assertThat(listed.path("entries").path(6).path("mediaType").asText()).isEqualTo("text/plain");
    assertThat(listed.path("entries")).allMatch(format -> format.path("writes").asBoolean());
  }

  @Test
  void takesLabelsInAndGivesThemOut() {
    // Given
    CampaignId campaign = asking(7, 2, 9);

    // When
    JsonNode report =
        read(campaign, "sentences", "image 7 is plum\nplum\nimage 2 is pear\n").json();

    // Then
    assertThat(report.path("accepted").asInt()).isEqualTo(2);
    assertThat(report.at("/errors/0/field").asText()).isEqualTo("sentence");
    Api.Answer exported = export(campaign, "sentences");
    assertThat(new String(exported.bytes(), StandardCharsets.UTF_8))
        .isEqualTo("image 2 is pear\nimage 7 is plum\n");
    assertThat(exported.contentType()).startsWith("text/plain");
    assertThat(exported.header("Content-Disposition")).contains(campaign + ".txt");
  }

  @Test
  void takesNoLabelsInWhereItHasNoReader() {
    // Given
    CampaignId campaign = asking(7);

    // When
    Api.Answer refused = read(campaign, "count", "1");

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).contains("count", "can only be exported");
    assertThat(new String(export(campaign, "count").bytes(), StandardCharsets.UTF_8))
        .isEqualTo("0");
  }

  @Test
  void isNamedAmongTheKnownOnesWhereTheNameIsUnknown() {
    // Given
    CampaignId campaign = asking(7);

    // When
    Api.Answer refused = export(campaign, "xml");

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText())
        .isEqualTo(
            "format: must be one of count, csv, folders, ground-truth, json-lines, label-studio,"
                + " sentences, was 'xml'");
  }

  @Test
  void isOfferedOnThePage() throws IOException {
    // Given
    CampaignId campaign = asking(7, 2);
    visit =
        Visit.onADesktop(root).signIn(key("rita", "reviewer", campaign), "campaign/" + campaign);
    visit.page.getByText("Labels in and out").click();
    Locator exports = visit.page.locator("#export-format");
    Locator imports = visit.page.locator("form #format");
    assertThat(exports.locator("option")).hasCount(7);
    assertThat(imports.locator("option")).hasCount(6);
    exports.selectOption("sentences");
    imports.selectOption("sentences");
    assertThat(visit.page.getByText("A sentence per image.")).hasCount(2);
    visit
        .page
        .getByLabel("File of labels")
        .setInputFiles(
            new FilePayload(
                "labels.txt",
                "text/plain",
                "image 7 is plum\nimage 2 is kiwi\n".getBytes(StandardCharsets.UTF_8)));
    visit.page.getByLabel("Source").fill("sentences of old");

    // When
    visit.click("Import the labels");

    // Then
    assertThat(visit.page.getByText("2 rows: 1 taken, 1 refused.")).isVisible();
    assertThat(visit.page.getByText("Row 2, label:")).isVisible();
    visit.look("exchange");
    Download labels = visit.page.waitForDownload(() -> visit.click("Download the labels"));
    assertThat(labels.suggestedFilename()).isEqualTo(campaign + ".txt");
    assertThat(Files.readString(labels.path())).isEqualTo("image 7 is plum\n");
  }

  private Api.Answer read(CampaignId campaign, String format, String rows) {
    return api.send(
        "/api/v1/campaigns/" + campaign + "/imports?source=tests&format=" + format,
        "application/octet-stream",
        rows.getBytes(StandardCharsets.UTF_8));
  }

  private Api.Answer export(CampaignId campaign, String format) {
    return api.get("/api/v1/campaigns/" + campaign + "/export?format=" + format);
  }
}
