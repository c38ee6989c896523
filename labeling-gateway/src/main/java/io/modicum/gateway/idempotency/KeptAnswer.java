package io.modicum.gateway.idempotency;

import java.util.Map;

/**
 * The answer to a request, as it is given again to the same request.
 *
 * @param body in base64, empty if it has none
 */
public record KeptAnswer(int status, Map<String, String> headers, String body) {}
