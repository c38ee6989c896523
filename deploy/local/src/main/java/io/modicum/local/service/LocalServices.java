package io.modicum.local.service;

import io.modicum.local.part.PartAddresses;
import io.modicum.local.process.Ports;
import io.modicum.local.process.RunningService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The four services, each started by itself. */
public final class LocalServices implements AutoCloseable {

  /** One of the four. */
  public enum Service {
    PRETRAIN("pretrain-service", "-Xmx1g"),
    INFERENCE("inference-service", "-Xmx768m"),
    ACQUISITION("acquisition-service", "-Xmx384m"),
    GATEWAY("labeling-gateway", "-Xmx512m", "-XX:TieredStopAtLevel=1");

    private final String module;
    private final List<String> options;

    Service(String module, String... options) {
      this.module = module;
      this.options = List.of(options);
    }

    /**
     * Returns the JVM's options: as much heap as a small campaign needs, and no optimising compiler
     * where little is computed, since it would take cores from training.
     */
    List<String> options() {
      return options;
    }

    @Override
    public String toString() {
      return module;
    }
  }

  public static final int GATEWAY_PORT = 8080;
  private static final int GATEWAY_MANAGEMENT_PORT = 8084;
  private static final int KEY_BYTES = 32;

  /** Long enough for a gateway that finds much kept data and changes its tables first. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final Launcher launcher;
  private final PartAddresses parts;
  private final Map<String, String> settings;
  private final String sealingKey;
  private final String adminKey = randomKey();
  private final Map<Service, Integer> ports = new LinkedHashMap<>();
  private final int gatewayManagementPort;
  private final Readiness readiness = new Readiness();
  private final Map<Service, RunningService> running = new LinkedHashMap<>();

  /**
   * @param launcher how they are started
   * @param parts broker, store and database to use
   * @param settings further settings of all services
   * @param sealingKey that the gateway seals secrets with in the database, see {@link
   *     SealingKeyFile}
   * @param usualPorts whether the gateway listens where people look for it, if nobody else does:
   *     not where several systems start at once, of which all find the ports free
   */
  public LocalServices(
      Launcher launcher,
      PartAddresses parts,
      Map<String, String> settings,
      String sealingKey,
      boolean usualPorts)
      throws IOException {
    this.launcher = launcher;
    this.parts = parts;
    this.settings = Map.copyOf(settings);
    this.sealingKey = sealingKey;
    for (Service service : Service.values()) {
      boolean usual = usualPorts && service == Service.GATEWAY;
      ports.put(service, usual ? Ports.freeOr(GATEWAY_PORT) : Ports.free());
    }
    this.gatewayManagementPort = usualPorts ? Ports.freeOr(GATEWAY_MANAGEMENT_PORT) : Ports.free();
  }

  /** Starts all four and returns when all are ready. */
  public void startAll() throws IOException, InterruptedException {
    startAllBut(Set.of());
  }

  /**
   * Starts all but those that somebody else starts, and returns when all that it starts are ready.
   */
  public void startAllBut(Set<Service> others) throws IOException, InterruptedException {
    List<Service> ours =
        Arrays.stream(Service.values()).filter(service -> !others.contains(service)).toList();
    for (Service service : ours) {
      start(service);
    }
    for (Service service : ours) {
      awaitReady(service);
    }
  }

  /** Starts one; {@link #awaitReady} tells when it is up. */
  public void start(Service service) throws IOException {
    Map<String, String> all =
        new LinkedHashMap<>(service == Service.GATEWAY ? parts.settings() : parts.brokerAndStore());
    all.putAll(settings);
    all.put("quarkus.http.host", "127.0.0.1");
    all.put("quarkus.http.port", Integer.toString(ports.get(service)));
    if (service == Service.GATEWAY) {
      all.put("quarkus.management.host", "127.0.0.1");
      all.put("quarkus.management.port", Integer.toString(gatewayManagementPort));
    }
    running.put(
        service,
        launcher.launch(
            service,
            all,
            service == Service.GATEWAY
                ? Map.of(
                    "MODICUM_GATEWAY_FIRST_KEY",
                    adminKey,
                    "MODICUM_GATEWAY_SECRET_KEYS",
                    sealingKey)
                : Map.of()));
  }

  /** Returns when the service says that it is ready. */
  public void awaitReady(Service service) throws IOException, InterruptedException {
    if (!readiness.within(TIMEOUT, management(service), () -> requireAlive(service))) {
      throw new IOException(service + " is not ready; see " + log(service));
    }
  }

  /** Fails if one of the services has ended. */
  public void requireAllAlive() throws IOException {
    for (Service service : running.keySet()) {
      requireAlive(service);
    }
  }

  private void requireAlive(Service service) throws IOException {
    if (!running.get(service).isAlive()) {
      throw new IOException(service + " ended by itself; see " + log(service));
    }
  }

  /** Returns where the service listens. */
  public URI address(Service service) {
    return address(ports.get(service));
  }

  /** Returns where the service has its health and metrics. */
  public URI management(Service service) {
    return service == Service.GATEWAY ? address(gatewayManagementPort) : address(service);
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Returns the file that a service which runs, or ran before it was killed, writes its log to. */
  public Path log(Service service) {
    return launcher.log(service);
  }

  /** Returns the gateway as an admin may use it. */
  public Gateway gateway() {
    return new Gateway(address(Service.GATEWAY), adminKey);
  }

  /** Returns an API key of the gateway's admin, new with each start of these services. */
  public String adminKey() {
    return adminKey;
  }

  /**
   * The key's name is always the same: on data that is kept, the next start puts its key in the
   * place of this one, so that there is never more than one admin's. Two gateways on one database
   * would not do.
   */
  private static String randomKey() {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    return "modicum_local_" + HexFormat.of().formatHex(secret);
  }

  /** Asks one service to end, and returns when it has. */
  public void stop(Service service) {
    running.remove(service).close();
  }

  /** Ends one service without warning. */
  public void kill(Service service) {
    running.remove(service).kill();
  }

  @Override
  public void close() {
    running.values().parallelStream().forEach(RunningService::close);
    running.clear();
  }
}
