package io.modicum.gateway.sealing;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.store.ContentAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A key for AES-256-GCM, with an id that tells it from others and nothing more. */
final class SealingKey {

  static final String SETTING = "modicum.gateway.secret-keys";

  private static final int BYTES = 32;
  private static final int ID_DIGITS = 8;

  private final byte[] bytes;

  private SealingKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a key as the operator gives it.
   *
   * @throws InvalidInput if it is not 32 bytes in base64
   */
  static SealingKey of(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.strip());
      if (bytes.length == BYTES) {
        return new SealingKey(bytes);
      }
    } catch (IllegalArgumentException noBase64) {
      // Is told below, without the text.
    }
    throw new InvalidInput(
        SETTING, "each key must be 32 bytes in base64; make one with: openssl rand -base64 32");
  }

  String id() {
    return ContentAddress.sha256(bytes).substring(0, ID_DIGITS);
  }

  /** Returns a text in base64. */
  String seal(String plain) {
    return Base64.getEncoder()
        .encodeToString(SealedBytes.seal(plain.getBytes(StandardCharsets.UTF_8), bytes));
  }

  String open(String sealed) {
    return new String(
        SealedBytes.open(Base64.getDecoder().decode(sealed), bytes), StandardCharsets.UTF_8);
  }
}
