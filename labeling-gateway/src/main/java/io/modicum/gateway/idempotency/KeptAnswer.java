package io.modicum.gateway.idempotency;

import java.util.Map;

/** The answer to a request, as it is given again to the same request. */
public record KeptAnswer(int status, Map<String, String> headers, byte[] body) {}
