package io.modicum.pretrain.export;

/**
 * A convolution with its batch normalisation folded in, as {@code ConvolutionUnit.fold} makes it;
 * padding is half the kernel.
 *
 * @param weight {@code [outputs, inputs, kernel, kernel]}, row by row
 * @param bias {@code [outputs]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record FoldedConvolution(
    int inputs, int outputs, int kernel, int stride, float[] weight, float[] bias) {}
