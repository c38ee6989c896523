package io.modicum.gateway.dataset;

import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.access.Access;
import io.modicum.gateway.http.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** The datasets that whoever makes the request may know of. */
@ApplicationScoped
public class VisibleDatasets {

  private final Datasets datasets;
  private final Access access;

  VisibleDatasets(Datasets datasets, Access access) {
    this.datasets = datasets;
    this.access = access;
  }

  public RegisteredDataset require(String id) {
    try {
      return datasets.find(new DatasetId(id), access.visible()).orElseThrow(() -> unknown(id));
    } catch (InvalidInput noId) {
      throw unknown(id);
    }
  }

  /** Returns a dataset whose images can be used. */
  public RegisteredDataset requireReady(String id) {
    RegisteredDataset dataset = require(id);
    requireReady(dataset);
    return dataset;
  }

  static void requireReady(RegisteredDataset dataset) {
    if (dataset.state() != DatasetState.READY) {
      throw Problem.of(409, "dataset '" + dataset.id() + "' is " + dataset.state().text())
          .refusal();
    }
  }

  public static Problem.Refusal unknown(String id) {
    return Problem.of(
            404,
            "there is no dataset '" + id + "'",
            new Problem.FieldError("dataset", "is not registered; POST /api/v1/datasets first"))
        .refusal();
  }
}
