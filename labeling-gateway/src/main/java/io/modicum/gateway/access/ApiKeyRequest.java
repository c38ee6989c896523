package io.modicum.gateway.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who holds an API key. */
final class ApiKeyRequest extends BaseAuthenticationRequest {

  private final String text;

  ApiKeyRequest(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
