package io.modicum.contracts.provision;

import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.messaging.StoreClient;
import io.modicum.contracts.messaging.StoreConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.config.Config;

/**
 * The command that makes topics and bucket before the services start. It may be repeated; each
 * service's image has it, and it takes its settings from where the services take theirs.
 */
public final class Provision {

  private static final String KAFKA = "kafka.";

  private Provision() {}

  public static void main(String[] args) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withMapping(ProvisionConfig.class)
            .withMapping(StoreConfig.class)
            .withValidateUnknown(false)
            .build();
    try {
      provide(
          config.getConfigMapping(ProvisionConfig.class),
          config.getConfigMapping(StoreConfig.class),
          kafka(config));
      // The store's client keeps threads for its next request.
      System.exit(0);
    } catch (Unavailable away) {
      System.err.println(away.getMessage());
      System.exit(1);
    }
  }

  private static void provide(
      ProvisionConfig config, StoreConfig store, Map<String, Object> kafka) {
    if (config.topics()) {
      try (Admin admin = Admin.create(kafka)) {
        new Topics(admin, config).provide().forEach(System.out::println);
      }
    }
    if (config.bucket()) {
      new Bucket(StoreClient.of(store), store.bucket(), config.leftovers())
          .provide()
          .forEach(System.out::println);
    }
  }

  /** Returns what is set for all Kafka clients, also by variables such as KAFKA_SASL_MECHANISM. */
  private static Map<String, Object> kafka(Config config) {
    Map<String, Object> settings = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      String dotted = name.toLowerCase(Locale.ROOT).replace('_', '.');
      if (dotted.startsWith(KAFKA)) {
        config
            .getOptionalValue(name, String.class)
            .ifPresent(value -> settings.put(dotted.substring(KAFKA.length()), value));
      }
    }
    return settings;
  }
}
