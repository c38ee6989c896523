package io.modicum.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetReady;
import io.modicum.contracts.event.LabelsCompleted;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.Npy;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.gateway.testing.GatewayTest;
import io.modicum.gateway.testing.Labeller;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** The gateway as people see it in a browser. */
public abstract class BrowserTest extends GatewayTest {

  protected Visit visit;

  @AfterEach
  void leave() {
    if (visit != null) {
      visit.close();
    }
  }

  /** Starts a campaign that asks people for the labels of some images. */
  protected CampaignId asking(int... images) {
    DatasetId dataset = readyDataset();
    CampaignId campaign =
        campaign(dataset, String.format(Locale.ROOT, "'budgets': ['%d']", images.length));
    request(campaign, dataset, 0, images);
    await(() -> view(campaign), view -> state(view).equals("waiting-for-labels"));
    return campaign;
  }

  /**
   * Starts a campaign of which a reviewer is to decide all, since its only annotator skipped it.
   */
  CampaignId skipped(int... images) {
    CampaignId campaign = asking(images);
    Labeller ada = labeller("ada", campaign);
    for (JsonNode task : ada.lease(images.length).path("tasks")) {
      ada.skip(task.path("id").asLong(), "none of the classes");
    }
    ada.lease(images.length);
    return campaign;
  }

  /** Returns the class of each image of the first cycle's labelled set, once it is complete. */
  protected Map<Integer, Integer> labels(CampaignId campaign) {
    LabelsCompleted completed =
        chain.hear(LabelsCompleted.class, 1, event -> event.campaign().equals(campaign)).get(0);
    return Manifest.read(store, completed.labels(), LabelledSet.class).content().labels().stream()
        .collect(Collectors.toMap(LabelledSet.Label::image, LabelledSet.Label::label));
  }

  /** Returns an archive that nobody has uploaded before. */
  static FilePayload archive(String name) {
    return new FilePayload(name, "application/zip", UUID.randomUUID().toString().getBytes(UTF_8));
  }

  /** Packs a dataset of images without labels as the pretrain service would. */
  void pack(DatasetId dataset, int pool) {
    int[] labels = new int[pool];
    Arrays.fill(labels, -1);
    objects.commit(
        ObjectKeys.dataset(dataset),
        new Dataset(
            "holiday",
            List.of(),
            SIDE,
            SIDE,
            pool,
            0,
            List.of(new Dataset.Shard("a", 0, pool)),
            List.of(0.5, 0.5, 0.5),
            List.of(0.25, 0.25, 0.25)),
        List.of(
            objects.put(Dataset.LABELS, Npy.encode(labels, pool)),
            objects.put("a", Npy.encode(new byte[pool * 3 * SIDE * SIDE], pool, 3, SIDE, SIDE))));
    chain.send(new DatasetReady(dataset, ObjectKeys.dataset(dataset)));
    await(() -> dataset(dataset), view -> state(view).equals("ready"));
  }

  protected String adminKey() {
    return secret("'name': 'root', 'role': 'admin'");
  }

  protected String key(String name, String role, CampaignId campaign) {
    return secret(
        "'name': '%s', 'role': '%s', 'campaigns': ['%s']".formatted(name, role, campaign));
  }

  protected String secret(String fields) {
    return api.post("/api/v1/keys", "{" + fields + "}").json().path("secret").asText();
  }

  /** Returns an image that is shown to be labelled, once keys act on it. */
  Locator image(int index) {
    return settled().getByAltText("Image " + index + ", to be labelled");
  }

  /** Returns an image that is shown to be decided on, once keys act on it. */
  Locator toDecide(int image) {
    return settled().getByAltText("Image " + image + ", to be decided");
  }

  /** Returns where an image is shown, once it can have been seen. */
  Locator settled() {
    return visit.page.locator(".labelling[aria-busy=false]");
  }

  protected Locator heading(String text) {
    return visit.page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  protected static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /** Goes on with the tabulator until what has the focus has this name. */
  void tabTo(String name) {
    String focused = "";
    for (int i = 0; i < 40 && !focused.contains(name); i++) {
      visit.press("Tab");
      focused =
          (String)
              visit.page.evaluate(
                  "document.activeElement.ariaLabel ?? document.activeElement.textContent");
    }
    assertThat(focused).contains(name);
  }
}
