package io.modicum.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.io.UncheckedIOException;

/** Writes answers before they are sent, where something depends on their very bytes. */
@ApplicationScoped
public class JsonEntity {

  private static final byte[] NONE = {};

  private final ObjectMapper json;

  JsonEntity(ObjectMapper json) {
    this.json = json;
  }

  /** Returns the bytes that will be sent as the answer's body, none if it has no body. */
  public byte[] fix(ContainerResponseContext response) {
    if (!response.hasEntity()) {
      return NONE;
    }
    if (response.getEntity() instanceof byte[] fixed) {
      return fixed;
    }
    MediaType type =
        response.getMediaType() == null ? MediaType.APPLICATION_JSON_TYPE : response.getMediaType();
    try {
      byte[] fixed = json.writeValueAsBytes(response.getEntity());
      response.setEntity(fixed, null, type);
      return fixed;
    } catch (JsonProcessingException bug) {
      throw new UncheckedIOException(bug);
    }
  }
}
