package io.modicum.gateway.exchange.labelstudio;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.gateway.testing.GatewayTest;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A campaign is labelled in Label Studio, which an HTTP server plays by its documentation. */
abstract class LabelStudioTest extends GatewayTest {

  LabelStudioServer studio;

  @BeforeEach
  void open() {
    studio = LabelStudioServer.start();
  }

  @AfterEach
  void close() {
    studio.close();
  }

  /** Returns a project for a new campaign that asks for nothing yet, and no bridge to it. */
  LabelStudioProject project(DatasetId dataset) {
    return new LabelStudioProject(api, studio, campaign(dataset, "'budgets': ['10', '12']"));
  }

  /** Connects a new campaign to a project. */
  LabelStudioProject connected(DatasetId dataset) {
    LabelStudioProject project = project(dataset);
    project.connect();
    return project;
  }

  /** Connects a new campaign to a project, which has a task of each image. */
  LabelStudioProject asking(int... images) {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        campaign(
            dataset,
            String.format(
                Locale.ROOT, "'budgets': ['%d', '%d']", images.length, 2 * images.length));
    LabelStudioProject project = new LabelStudioProject(api, studio, campaign);
    project.connect();
    request(campaign, dataset, 0, images);
    await(studio::tasks, sent -> sent.size() == images.length);
    return project;
  }
}
