package io.modicum.contracts.event;

import io.modicum.contracts.campaign.BackboneId;
import java.util.List;

/**
 * A user's own network was uploaded and waits to be checked.
 *
 * @param name what people call the backbone
 * @param network object key of the ONNX file
 * @param output name of the output with the features, empty where there is only one
 * @param mean of each channel, in [0, 1], as the network was trained with; empty for the default
 * @param standardDeviation of each channel, likewise
 */
public record BackboneRegistered(
    BackboneId backbone,
    String name,
    String network,
    String output,
    List<Double> mean,
    List<Double> standardDeviation)
    implements Event {

  public BackboneRegistered {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
  }

  @Override
  public String subject() {
    return backbone.value();
  }
}
