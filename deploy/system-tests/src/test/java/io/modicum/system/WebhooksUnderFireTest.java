package io.modicum.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every message reaches its webhook, whichever gateway dies while it sends. */
class WebhooksUnderFireTest {

  private static final int WEBHOOKS = 8;

  @Test
  void whatAKilledGatewayWasSendingIsSentAgainUnderTheSameName() throws Exception {
    Path systems = Files.createDirectories(Path.of("target", "systems").toAbsolutePath());
    Path folder = Files.createTempDirectory(systems, "webhooksUnderFire");
    try (HeldCalls receiver = new HeldCalls();
        LabelingGateways system = LabelingGateways.start(folder, 2)) {
      List<String> webhooks = new ArrayList<>();
      for (int i = 0; i < WEBHOOKS; i++) {
        webhooks.add(system.webhook(receiver.address("/" + i)));
      }
      system.campaign(1);
      await().atMost(1, TimeUnit.MINUTES).until(() -> receiver.held().size() == WEBHOOKS);

      system.kill(0);
      system.kill(1);
      receiver.letGo();
      system.restart(0);

      await().atMost(2, TimeUnit.MINUTES).until(() -> receiver.answered().size() >= WEBHOOKS);
      assertThat(receiver.answered()).containsExactlyInAnyOrderElementsOf(receiver.held());
      for (String webhook : webhooks) {
        await()
            .atMost(1, TimeUnit.MINUTES)
            .until(
                () -> {
                  JsonNode log = system.get(webhook + "/deliveries").path("items");
                  return log.size() == 1 && log.path(0).path("state").asText().equals("delivered");
                });
      }
    }
  }
}
