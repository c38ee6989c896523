package io.modicum.gateway.access;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.GatewayConfig;
import io.modicum.gateway.http.Page;
import io.modicum.gateway.http.PageRequest;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The API keys, from their making until they are revoked. */
@ApplicationScoped
class ApiKeys {

  private static final Logger LOG = Logger.getLogger(ApiKeys.class);
  private static final String FIRST_KEY = "modicum.gateway.first-key";
  private static final String FIRST_KEY_NAME = "admin";
  private static final Duration LAST_USED_RESOLUTION = Duration.ofMinutes(1);

  private final ApiKeyTable table;
  private final GatewayConfig config;
  private final SecureRandom random = new SecureRandom();

  ApiKeys(ApiKeyTable table, GatewayConfig config) {
    this.table = table;
    this.config = config;
  }

  /**
   * A new key.
   *
   * @param secret what its holder sends, which is told this once
   */
  record Created(ApiKey key, String secret) {}

  /**
   * Lets in who holds the key that the operator has chosen, so that they can make others. One that
   * was revoked stays so.
   */
  void admitFirst(@Observes StartupEvent start) {
    config.firstKey().ifPresent(this::admitFirst);
  }

  void admitFirst(String text) {
    Credential first =
        Credential.of(text)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        FIRST_KEY,
                        "must be modicum_, a name of lower-case letters and digits, _, and 64"
                            + " hexadecimal digits; make one with: echo modicum_first_$(openssl"
                            + " rand -hex 32)"));
    if (!table.putAdmin(first, FIRST_KEY_NAME)) {
      LOG.warnf("the key of %s was revoked, and stays so; set another, or none", FIRST_KEY);
    }
  }

  /**
   * Makes a key.
   *
   * @param campaigns all that it can be used for, or empty for no limit
   * @param expires when it ends, or empty if it does not
   * @throws InvalidInput if an admin is to be limited
   */
  Created create(
      String name, Role role, Optional<List<CampaignId>> campaigns, Optional<Instant> expires) {
    if (role == Role.ADMIN && campaigns.isPresent()) {
      throw new InvalidInput("campaigns", "cannot limit an admin; choose another role");
    }
    Credential credential = Credential.random(random);
    table.add(credential, name, role, campaigns, expires);
    return new Created(table.find(credential.id()).orElseThrow().key(), credential.text());
  }

  /** Returns keys, newest first, also those that ended. */
  Page<ApiKey> all(PageRequest page) {
    return table.all(page);
  }

  /** Ends a key at once, and returns whether there is such a key. */
  boolean revoke(String id) {
    return table.revoke(id);
  }

  /**
   * Returns the key that a client sends.
   *
   * @throws KeyRefused if there is no such key or it has ended
   */
  ApiKey authenticate(String text) {
    Credential credential =
        Credential.of(text)
            .orElseThrow(
                () ->
                    new KeyRefused(
                        "this is no whole API key; copy it anew, it ends with 64 hexadecimal"
                            + " digits"));
    ApiKey key =
        table
            .find(credential.id())
            .filter(row -> credential.matches(row.sha256()))
            .map(ApiKeyTable.Row::key)
            .orElseThrow(
                () ->
                    new KeyRefused(
                        "this API key is not known here; see that it is copied whole, or ask an"
                            + " admin for a new one"));
    refusal(key)
        .ifPresent(
            why -> {
              throw new KeyRefused(
                  "API key '" + key.id() + "' " + why + "; ask an admin for a new one");
            });
    Instant now = Instant.now();
    if (key.lastUsed().map(last -> last.plus(LAST_USED_RESOLUTION).isBefore(now)).orElse(true)) {
      table.used(key.id());
    }
    return key;
  }

  /** Returns whether a key still opens something. */
  boolean isValid(String id) {
    return table.find(id).filter(row -> refusal(row.key()).isEmpty()).isPresent();
  }

  private static Optional<String> refusal(ApiKey key) {
    if (key.revoked().isPresent()) {
      return Optional.of("was revoked");
    }
    return key.expires().filter(end -> !end.isAfter(Instant.now())).map(end -> "has expired");
  }
}
