package io.modicum.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A file that was left out of a dataset, or is not as it should be.
 *
 * @param path where it lies, or what a table calls it
 * @param reason {@code broken}, {@code unsupported}, {@code helper}, {@code unused}; {@code
 *     missing} (a table names it, but it is not there), {@code unlisted} (no table names it) or
 *     {@code contradictory} (rows of tables say different things of it)
 * @param detail what is wrong with it, empty where the reason says all
 */
@JsonPropertyOrder({"path", "reason", "detail"})
record DatasetProblem(String path, String reason, String detail) {}
