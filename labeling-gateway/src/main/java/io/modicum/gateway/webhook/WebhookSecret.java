package io.modicum.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What sender and receiver know, and signs messages (Standard Webhooks, "Signature scheme").
 *
 * @param text {@code whsec_} and the key in base64
 */
record WebhookSecret(String text) {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Makes a new one. */
  static WebhookSecret random() {
    byte[] key = new byte[BYTES];
    RANDOM.nextBytes(key);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /**
   * Returns the value of {@code webhook-signature}.
   *
   * @param seconds since the epoch, the value of {@code webhook-timestamp}
   */
  String sign(String message, long seconds, String payload) {
    byte[] content = (message + "." + seconds + "." + payload).getBytes(StandardCharsets.UTF_8);
    byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Does not tell the secret, so that no log does. */
  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
