package io.modicum.contracts.stage;

/**
 * One asking for a stage's output.
 *
 * @param stage what is done, e.g. {@code pretrain}; a bounded set, since metrics are labelled with
 *     it
 * @param subject the campaign or dataset that asks
 * @param cycle the cycle, or -1
 */
public record StageRun(String stage, String subject, int cycle) {}
