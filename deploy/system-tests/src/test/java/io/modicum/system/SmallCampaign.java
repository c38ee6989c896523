package io.modicum.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A campaign on {@link SmallArchive} that is over in seconds. */
final class SmallCampaign {

  private SmallCampaign() {}

  /** Returns its specification, with three cycles and a simulated oracle. */
  static ObjectNode specification(String dataset, String mode) {
    ObjectNode specification = new ObjectMapper().createObjectNode();
    specification.put("name", "small");
    specification.put("dataset", dataset);
    specification.put("mode", mode);
    specification.put("acquisition", "margin");
    specification.put("oracle", "simulated");
    specification.put("seed", 7);
    specification.putArray("budgets").add("10").add("5%").add("40");
    ObjectNode backbone = specification.putObject("backbone");
    backbone.putArray("widths").add(8).add(16);
    backbone.putArray("blocks").add(1).add(1);
    ObjectNode pretraining = specification.putObject("pretraining");
    pretraining.put("epochs", 12);
    pretraining.put("batch", 32);
    pretraining.put("learningRate", 0.1);
    pretraining.put("weightDecay", 5e-4);
    pretraining.put("momentum", 0.9);
    pretraining.put("projectorWidth", 64);
    pretraining.put("projectorLayers", 2);
    pretraining.put("predictorFixedRate", true);
    pretraining.put("minimumCrop", 0.2);
    ObjectNode supervised = specification.putObject("supervised");
    supervised.put("steps", 20);
    supervised.put("batch", 16);
    supervised.put("learningRate", 0.2);
    supervised.put("weightDecay", 5e-4);
    supervised.put("momentum", 0.9);
    return specification;
  }
}
