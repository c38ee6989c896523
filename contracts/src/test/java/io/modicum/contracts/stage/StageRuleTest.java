package io.modicum.contracts.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modicum.contracts.campaign.CampaignId;
import io.modicum.contracts.campaign.DatasetId;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.manifest.LabelledSet;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.contracts.store.ObjectKeys;
import io.modicum.contracts.store.ObjectStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class StageRuleTest {

  private static final StageRun RUN = new StageRun("label", "birds", 0);
  private static final String KEY = "campaigns/birds/cycles/0/labels.json";
  private static final LabelledSet MADE = new LabelledSet(0, List.of());
  private static final LabelledSet OTHER = new LabelledSet(7, List.of());

  private final MemoryStore store = new MemoryStore();
  private final List<String> heard = new ArrayList<>();
  private final StageRule rule = new StageRule(store, new Hearing(), "test 1");

  @Test
  void computesWhatIsNotThereAndCommitsItsParts() {
    byte[] bytes = {1, 2, 3};

    Manifest<LabelledSet> manifest =
        rule.run(
            RUN,
            KEY,
            LabelledSet.class,
            attempt -> {
              attempt.put("part.bin", bytes);
              return MADE;
            });

    assertThat(manifest.content()).isEqualTo(MADE);
    assertThat(store.get(manifest.part("part.bin").key())).isEqualTo(bytes);
    assertThat(manifest.part("part.bin").sha256()).isEqualTo(ContentAddress.sha256(bytes));
    assertThat(Manifest.read(store, KEY, LabelledSet.class)).isEqualTo(manifest);
    assertThat(heard).containsExactly("started", "computed");
  }

  @Test
  void computesNothingWhenTheOutputStands() {
    Manifest<LabelledSet> first = rule.run(RUN, KEY, LabelledSet.class, attempt -> MADE);
    heard.clear();

    Manifest<LabelledSet> second =
        rule.run(
            RUN,
            KEY,
            LabelledSet.class,
            attempt -> {
              throw new AssertionError("computed again");
            });

    assertThat(second).isEqualTo(first);
    assertThat(heard).containsExactly("reused");
  }

  @Test
  void whoLosesTheRaceReturnsTheWinnersOutput() {
    Manifest<LabelledSet> winners =
        new Manifest<>(OTHER, List.of(), List.of(), "winner", 1, "2026-01-01T00:00:00Z");

    Manifest<LabelledSet> manifest =
        rule.run(
            RUN,
            KEY,
            LabelledSet.class,
            attempt -> {
              store.put(KEY, Json.bytes(winners), "application/json");
              return MADE;
            });

    assertThat(manifest).isEqualTo(winners);
    assertThat(heard).containsExactly("started", "reused");
  }

  @Test
  void aFailureLeavesNoManifest() {
    assertThatThrownBy(
            () ->
                rule.run(
                    RUN,
                    KEY,
                    LabelledSet.class,
                    attempt -> {
                      attempt.put("part.bin", new byte[] {1});
                      throw new InvalidInput("part.bin", "is broken");
                    }))
        .isInstanceOf(InvalidInput.class);

    assertThat(store.find(KEY)).isEmpty();
    assertThat(heard).containsExactly("started", "failed");
  }

  @Test
  void theWorkOfADeletedCampaignDoesNotBegin() {
    StageRun ofCampaign = new StageRun("select", new CampaignId("deleted"), 0);

    assertThatThrownBy(() -> rule.run(ofCampaign, KEY, LabelledSet.class, attempt -> MADE))
        .isInstanceOf(Unwanted.class);

    assertThat(heard).isEmpty();
    assertThat(store.find(KEY)).isEmpty();
  }

  @Test
  void goesOnWhileItCannotBeSeenWhetherItIsWanted() {
    CampaignId campaign = new CampaignId("owls");
    store.put(ObjectKeys.specification(campaign), new byte[] {1}, "application/json");
    AtomicInteger asked = new AtomicInteger();
    StageRule ofRestartingStore =
        new StageRule(awayWhile(() -> heard.contains("started"), asked), new Hearing(), "test 1");

    Manifest<LabelledSet> made =
        ofRestartingStore.run(
            new StageRun("label", campaign, 0),
            KEY,
            LabelledSet.class,
            attempt -> {
              while (asked.get() == 0) {
                attempt.requireWanted();
              }
              return MADE;
            });

    assertThat(made.content()).isEqualTo(MADE);
  }

  /** The store, which does not tell what stands in it as long as a condition holds. */
  private ObjectStore awayWhile(BooleanSupplier condition, AtomicInteger asked) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("size") && condition.getAsBoolean()) {
                asked.incrementAndGet();
                throw new Unavailable("object store", new IOException("restarts"));
              }
              return method.invoke(store, arguments);
            });
  }

  @Test
  void whatStandsWaitsForNobody() {
    rule.run(RUN, KEY, LabelledSet.class, attempt -> MADE);
    heard.clear();
    StageRule inTurns = rule.inTurns(new Turns(1, new Hearing()));

    Manifest<LabelledSet> inAnothersTurn =
        inTurns.run(
            new StageRun("label", "owls", 0),
            "campaigns/owls/cycles/0/labels.json",
            LabelledSet.class,
            attempt -> inTurns.run(RUN, KEY, LabelledSet.class, nested -> OTHER).content());

    assertThat(inAnothersTurn.content()).isEqualTo(MADE);
    assertThat(heard).containsExactly("started", "reused", "computed");
  }

  @Test
  void theWorkOfADeletedDatasetDoesNotBegin() {
    DatasetId dataset = new DatasetId("deleted");
    DatasetRegistered event =
        new DatasetRegistered(dataset, "d", "auto", ObjectKeys.archive(dataset), "d.zip", 0);
    StageRun ofDataset = new StageRun("pack-dataset", event);

    assertThatThrownBy(() -> rule.run(ofDataset, KEY, LabelledSet.class, attempt -> MADE))
        .isInstanceOf(Unwanted.class);

    assertThat(heard).isEmpty();
  }

  private final class Hearing implements StageObserver {

    @Override
    public void waiting(StageRun run, int ahead) {
      heard.add("waiting");
    }

    @Override
    public void started(StageRun run) {
      heard.add("started");
    }

    @Override
    public void progressed(
        StageRun run,
        double done,
        double rate,
        double seconds,
        double secondsLeft,
        Map<String, Double> metrics) {
      heard.add("progressed");
    }

    @Override
    public void computed(StageRun run, double seconds) {
      heard.add("computed");
    }

    @Override
    public void reused(StageRun run, double seconds) {
      heard.add("reused");
    }

    @Override
    public void failed(StageRun run) {
      heard.add("failed");
    }
  }
}
