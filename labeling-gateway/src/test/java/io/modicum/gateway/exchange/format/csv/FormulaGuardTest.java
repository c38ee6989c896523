package io.modicum.gateway.exchange.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.gateway.exchange.format.ExportedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaGuardTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          =HYPERLINK("//x") | "'=HYPERLINK(""//x"")"
          +1                | '+1
          -1                | '-1
          @SUM(1)           | '@SUM(1)
          a=b               | a=b
          a, b              | "a, b"
          """)
  void letsNoSpreadsheetRunAClassName(String name, String cell) throws IOException {
    // Given
    ExportedImage image =
        new ExportedImage(
            new CampaignId("c"),
            1,
            7,
            name,
            false,
            0,
            "u",
            Optional.of(new ExportedImage.Label(0, name, 1, List.of("ada"), Instant.EPOCH)),
            Optional.empty());
    ByteArrayOutputStream csv = new ByteArrayOutputStream();

    // When
    try (CsvWriter writer = new CsvWriter(csv)) {
      writer.write(image);
    }

    // Then
    assertThat(csv.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "image,label,cycle,agreement,annotators,url,path,split\r\n7,"
                + cell
                + ",0,1.0,ada,u,"
                + cell
                + ",train\r\n");
  }
}
