package io.modicum.gateway.idempotency;

import java.util.Map;

/**
 * The response to a request, as it is sent again to the same request.
 *
 * @param body in base64, empty if it has none
 */
record StoredResponse(int status, Map<String, String> headers, String body) {}
