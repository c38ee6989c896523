package io.modicum.pretrain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.djl.ndarray.NDManager;
import io.modicum.contracts.campaign.BackboneSettings;
import io.modicum.contracts.campaign.Block;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.PretrainingSettings;
import io.modicum.contracts.campaign.Stem;
import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.catalogue.Setting;
import io.modicum.contracts.event.BackboneReady;
import io.modicum.contracts.event.StageFailed;
import io.modicum.contracts.event.StageProgressed;
import io.modicum.contracts.manifest.Backbone;
import io.modicum.contracts.store.Json;
import io.modicum.contracts.store.Manifest;
import io.modicum.pretrain.PretrainTest;
import io.modicum.pretrain.engine.Randomness;
import io.modicum.pretrain.engine.TorchEngine;
import io.modicum.pretrain.export.FoldedResNet;
import io.modicum.pretrain.feed.ImageFeed;
import io.modicum.pretrain.network.Parameter;
import io.modicum.pretrain.network.ResNet;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** To add a method takes one class, such as the one in here. */
@QuarkusTest
class NewMethodTest extends PretrainTest {

  /** Leaves the backbone as it begins, and calls what is set of it its loss. */
  static final class Untrained implements SelfSupervised {

    @ApplicationScoped
    static class Method implements PretrainingMethod {

      @Override
      public Description description() {
        return new Description(
            "untrained",
            "The backbone as it begins.",
            "",
            List.of(Setting.number("loss", 0.25, 0, 1, "what it tells of its loss")));
      }

      @Override
      public SelfSupervised begin(
          TorchEngine engine,
          ImageFeed images,
          BackboneSettings architecture,
          PretrainingSettings settings,
          long seed) {
        return new Untrained(engine, architecture, settings, seed);
      }
    }

    private final NDManager manager;
    private final ResNet backbone;
    private final List<Parameter> parameters = new ArrayList<>();
    private final PretrainingSettings settings;

    private Untrained(
        TorchEngine engine,
        BackboneSettings architecture,
        PretrainingSettings settings,
        long seed) {
      this.manager = engine.newManager();
      this.backbone = new ResNet(manager, architecture, Randomness.of(seed));
      this.settings = settings;
      backbone.parameters(parameters::add);
    }

    @Override
    public Measurement train(int epoch, Progress progress) {
      double loss = settings.settings().get("loss");
      progress.at((epoch + 1.0) / settings.epochs(), 1, Map.of("loss", loss));
      return new Measurement(loss, 1, 1);
    }

    @Override
    public double neighbourAccuracy(NearestNeighbours neighbours, Runnable requireWanted) {
      return neighbours.accuracy(manager, images -> backbone.forward(images, false), requireWanted);
    }

    @Override
    public byte[] state() {
      return TrainingState.encode(parameters);
    }

    @Override
    public void restore(String name, byte[] state) {
      TrainingState.restore(name, state, parameters);
    }

    @Override
    public FoldedResNet backbone() {
      return backbone.fold();
    }

    @Override
    public void close() {
      manager.close();
    }
  }

  @Test
  void isInTheCatalogueBesideTheOthers() {
    String key = Offer.PRETRAINING_METHODS.key();
    byte[] json = await().until(() -> store.find(key), Optional::isPresent).orElseThrow();

    Catalogue published = Json.read(key, json, Catalogue.class);

    assertThat(published.software()).startsWith("pretrain-service ");
    assertThat(published.entries())
        .extracting(Description::name)
        .containsExactly("simsiam", "untrained");
  }

  @Test
  void pretrainsTheBackboneOfACampaignThatNamesIt() {
    register(twoColours().zip());

    start("untrained", Map.of());

    BackboneReady ready = chain.hear(BackboneReady.class, 1, this::isOurs).get(0);
    assertThat(ready.backbone().value()).startsWith("untrained-");
    assertThat(Manifest.read(store, ready.manifest(), Backbone.class).content())
        .isEqualTo(new Backbone(4, 12, 12, false));
    StageProgressed computed = hear(campaign, StageProgressed.State.COMPUTED);
    assertThat(computed.metrics())
        .containsEntry("loss", 0.25)
        .containsKey("neighbourAccuracy")
        .doesNotContainKey("outputDeviation");
  }

  @Test
  void isNamedWhereAnUnknownOneIsRefused() {
    register(twoColours().zip());

    start("unknown", Map.of());

    assertThat(failure().reason())
        .isEqualTo("pretraining.method: must be one of simsiam, untrained, was 'unknown'");
  }

  @Test
  void refusesSettingsThatItDoesNotHave() {
    register(twoColours().zip());

    start("untrained", Map.of("los", 0.5));

    assertThat(failure().reason())
        .isEqualTo("pretraining.settings.los: is unknown; untrained has loss");
  }

  private StageFailed failure() {
    StageFailed failed = failed(campaign.value());
    assertThat(failed.permanent()).isTrue();
    return failed;
  }

  private boolean isOurs(BackboneReady ready) {
    return ready.campaign().equals(campaign);
  }

  private void start(String method, Map<String, Double> settings) {
    CampaignSpecification specification =
        CampaignSpecification.on(dataset)
            .name("test")
            .backbone(
                new BackboneSettings(Stem.CIFAR_STRIDE_2, Block.BASIC, List.of(4), List.of(1)))
            .pretraining(
                new PretrainingSettings(
                    2,
                    8,
                    0.1,
                    5e-4,
                    0.9,
                    16,
                    2,
                    true,
                    0.2,
                    OptionalLong.empty(),
                    Optional.of(method),
                    settings))
            .budgets("2")
            .seed(1)
            .build();
    start(campaign, specification);
  }
}
