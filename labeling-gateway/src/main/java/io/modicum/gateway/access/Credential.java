package io.modicum.gateway.access;

import io.modicum.contracts.store.ContentAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the holder of an API key sends: {@code modicum_}, the key's id, {@code _}, and 256 random
 * bits in hexadecimal. The prefix is there for scanners that look for secrets in public places; so
 * many random bits need no slow hash.
 */
final class Credential {

  static final String PREFIX = "modicum_";

  private static final Pattern FORM =
      Pattern.compile(PREFIX + "(?<id>[a-z0-9]{1,32})_[0-9a-f]{64}");
  private static final int ID_BYTES = 6;
  private static final int SECRET_BYTES = 32;

  private final String id;
  private final String text;

  private Credential(String id, String text) {
    this.id = id;
    this.text = text;
  }

  static Credential random(SecureRandom random) {
    String id = hexadecimal(random, ID_BYTES);
    return new Credential(id, PREFIX + id + "_" + hexadecimal(random, SECRET_BYTES));
  }

  /** Returns what a text says, or empty if it has not the form of a credential. */
  static Optional<Credential> of(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.of(new Credential(form.group("id"), text)) : Optional.empty();
  }

  private static String hexadecimal(SecureRandom random, int bytes) {
    byte[] bits = new byte[bytes];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  String id() {
    return id;
  }

  String text() {
    return text;
  }

  String sha256() {
    return ContentAddress.sha256(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns whether this is what was hashed, in a time that does not tell how nearly it is. */
  boolean matches(String sha256) {
    return MessageDigest.isEqual(
        sha256().getBytes(StandardCharsets.US_ASCII), sha256.getBytes(StandardCharsets.US_ASCII));
  }
}
