package io.modicum.contracts.store;

import java.time.Instant;

/**
 * An object as a listing tells of it.
 *
 * @param bytes its size
 * @param modified when it was written
 */
public record StoredObject(String key, long bytes, Instant modified) {}
