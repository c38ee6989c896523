package io.modicum.pretrain.export;

/**
 * A linear layer on the features.
 *
 * @param weight {@code [inputs, outputs]}, row by row
 * @param bias {@code [outputs]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record LinearHead(int inputs, int outputs, float[] weight, float[] bias) {}
