package io.modicum.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

  private static final String CHANNEL = "mp.messaging.incoming.";
  private static final String GROUP = ".group.id";

  @Test
  void namesWhatTheServicesHear() throws IOException {
    for (Map.Entry<String, List<String>> heard : Subscription.HEARD.entrySet()) {
      Properties settings = settings(heard.getKey());
      TreeSet<String> topics = new TreeSet<>();
      for (String name : settings.stringPropertyNames()) {
        if (name.startsWith(CHANNEL) && name.endsWith(GROUP)) {
          assertThat(settings.getProperty(name)).isEqualTo(heard.getKey());
          topics.add(name.substring(CHANNEL.length(), name.length() - GROUP.length()));
        }
      }

      assertThat(heard.getValue()).containsExactlyInAnyOrderElementsOf(topics);
    }
  }

  private static Properties settings(String service) throws IOException {
    Path file =
        Path.of(
            System.getProperty("modicum.root"),
            service,
            "src/main/resources/application.properties");
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      settings.load(reader);
    }
    return settings;
  }
}
