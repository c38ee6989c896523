package io.modicum.gateway.idempotency;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.ContentAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What names a request, so that it can be sent again (The Idempotency-Key HTTP Header Field,
 * draft-ietf-httpapi-idempotency-key-header, section 2.1).
 *
 * @param principal whose key it is; others' keys may read the same
 * @param value 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(String principal, String value) {

  public static final String HEADER = "Idempotency-Key";

  /**
   * Reads a key as the header gives it: a structured string in double quotes, or bare.
   *
   * @throws InvalidInput if it is no such text
   */
  public static IdempotencyKey derive(String principal, String header) {
    String value = header.strip();
    if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1);
    }
    if (!value.matches("[!-~]{1,255}")) {
      throw new InvalidInput(
          HEADER, "must be 1 to 255 visible ASCII characters, such as a UUID in double quotes");
    }
    return new IdempotencyKey(principal, value);
  }

  /** Returns where the answer is kept: 32 bytes that do not tell the key. */
  byte[] address() {
    return hash("address");
  }

  /** Returns 32 bytes that only who knows the key can make, to seal the answer with. */
  byte[] secret() {
    return hash("secret");
  }

  private byte[] hash(String purpose) {
    MessageDigest digest = ContentAddress.digest();
    String text = purpose + "\n" + value + "\n" + principal;
    return digest.digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
