package io.modicum.gateway.dataset;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A file that was left out of a dataset, or is not what a table in its archive says.
 *
 * @param path where it lies in the archive
 * @param reason {@code broken}, {@code unsupported}, {@code helper}, {@code unused}, {@code
 *     missing} (a table names it, but the archive has none) or {@code unlisted} (taken, but no
 *     table names it)
 * @param detail what is wrong with it, empty where the reason says all
 */
@JsonPropertyOrder({"path", "reason", "detail"})
record DatasetProblem(String path, String reason, String detail) {}
