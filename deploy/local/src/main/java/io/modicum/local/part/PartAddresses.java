package io.modicum.local.part;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where broker, store and database are, and who may use them.
 *
 * @param kafka e.g. {@code localhost:9092}
 * @param store e.g. {@code http://localhost:9000}
 * @param jdbcUrl e.g. {@code jdbc:postgresql://localhost:5432/postgres}
 */
public record PartAddresses(
    String kafka,
    String store,
    String accessKey,
    String secretKey,
    String jdbcUrl,
    String user,
    String password) {

  /** Returns the file in which parts that keep their data in this folder say where they are. */
  public static Path in(Path folder) {
    return folder.toAbsolutePath().resolve("addresses.properties");
  }

  /** Returns broker and store under the names by which every service is configured. */
  public Map<String, String> brokerAndStore() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kafka.bootstrap.servers", kafka);
    settings.put("modicum.store.endpoint", store);
    settings.put("modicum.store.access-key", accessKey);
    settings.put("modicum.store.secret-key", secretKey);
    return settings;
  }

  /** Returns all three under the names by which the gateway is configured. */
  public Map<String, String> settings() {
    Map<String, String> settings = brokerAndStore();
    settings.put("quarkus.datasource.jdbc.url", jdbcUrl);
    settings.put("quarkus.datasource.username", user);
    settings.put("quarkus.datasource.password", password);
    return settings;
  }

  /** Writes them where {@link #read} finds them, all at once. */
  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings());
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try (OutputStream out = Files.newOutputStream(partial)) {
      properties.store(out, null);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static PartAddresses read(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return new PartAddresses(
        properties.getProperty("kafka.bootstrap.servers"),
        properties.getProperty("modicum.store.endpoint"),
        properties.getProperty("modicum.store.access-key"),
        properties.getProperty("modicum.store.secret-key"),
        properties.getProperty("quarkus.datasource.jdbc.url"),
        properties.getProperty("quarkus.datasource.username"),
        properties.getProperty("quarkus.datasource.password"));
  }
}
