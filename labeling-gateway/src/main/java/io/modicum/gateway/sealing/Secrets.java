package io.modicum.gateway.sealing;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seals secrets for the database with the first of the operator's keys, and opens them with the one
 * that they were sealed with: {@code sealed:}, the key's id, {@code :}, and base64. What has
 * another form was stored before there were keys, and is plain.
 */
@ApplicationScoped
public class Secrets {

  private static final Pattern SEALED = Pattern.compile("sealed:(?<key>[0-9a-f]{8}):(?<text>.+)");

  private final Map<String, SealingKey> keys = new LinkedHashMap<>();

  @Inject
  Secrets(GatewayConfig config) {
    this(config.secretKeys().orElse(List.of()));
  }

  Secrets(List<String> texts) {
    for (String text : texts) {
      SealingKey key = SealingKey.of(text);
      keys.put(key.id(), key);
    }
  }

  /**
   * Returns a secret as it may be stored.
   *
   * @throws SealingKeyMissing if there is no key
   */
  public String seal(String secret) {
    SealingKey key = first().orElseThrow(SealingKeyMissing::new);
    return "sealed:" + key.id() + ":" + key.seal(secret);
  }

  /**
   * Returns a stored secret.
   *
   * @throws InvalidInput if the key that it was sealed with is not among the operator's
   */
  public String open(String stored) {
    Matcher sealed = SEALED.matcher(stored);
    if (!sealed.matches()) {
      return stored;
    }
    SealingKey key = keys.get(sealed.group("key"));
    if (key == null) {
      throw new InvalidInput(
          SealingKey.SETTING,
          "lacks the key '" + sealed.group("key") + "' that a secret was sealed with; add it");
    }
    return key.open(sealed.group("text"));
  }

  /** Returns whether a stored secret is to be sealed anew, with the first key. */
  boolean isStale(String stored) {
    Matcher sealed = SEALED.matcher(stored);
    return first()
        .filter(key -> !sealed.matches() || !key.id().equals(sealed.group("key")))
        .isPresent();
  }

  private Optional<SealingKey> first() {
    return keys.values().stream().findFirst();
  }
}
