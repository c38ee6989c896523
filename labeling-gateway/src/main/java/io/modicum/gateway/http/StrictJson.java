package io.modicum.gateway.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Reads requests as they are written: nothing is ignored, rounded or taken for something else. What
 * would fill the memory is not read to its end.
 */
@Singleton
public final class StrictJson implements ObjectMapperCustomizer {

  static final int LARGEST_MEBIBYTES = 32;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength((long) LARGEST_MEBIBYTES << 20)
                .build());
  }

  public static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper().registerModule(new Jdk8Module());
    new StrictJson().customize(mapper);
    return mapper;
  }
}
