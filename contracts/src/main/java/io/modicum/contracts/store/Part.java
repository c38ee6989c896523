package io.modicum.contracts.store;

/**
 * One object that a stage wrote.
 *
 * @param name its name within the manifest, e.g. {@code images-00000.npy}
 * @param key where it is in the store
 * @param sha256 of its bytes, in lower-case hexadecimal
 */
public record Part(String name, String key, String sha256, long bytes) {}
