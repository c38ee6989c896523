package io.modicum.gateway.idempotency;

import io.modicum.contracts.store.ContentAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.HexFormat;

/**
 * What tells two requests apart: the SHA-256 of their address and body, computed while the body is
 * read, so that a body of gigabytes is neither read ahead nor kept.
 */
final class Fingerprint {

  private final DigestInputStream body;

  /**
   * @param address of which path and query count: the same request may reach another gateway
   */
  Fingerprint(URI address, InputStream body) {
    this.body =
        new DigestInputStream(body, ContentAddress.digest()) {
          @Override
          public void close() {
            // JSON readers close what they read, often before its end.
          }
        };
    String resource = address.getRawPath() + "?" + address.getRawQuery() + "\n";
    this.body.getMessageDigest().update(resource.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the request's body, which is to be read from here. */
  InputStream body() {
    return body;
  }

  /** Reads what is left of the body and returns the fingerprint, hexadecimal; may be asked once. */
  String complete() {
    try {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException cut) {
      throw new UncheckedIOException("the body could not be received", cut);
    }
    return HexFormat.of().formatHex(body.getMessageDigest().digest());
  }
}
