package io.modicum.gateway.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.modicum.contracts.campaign.CampaignSpecification;
import io.modicum.contracts.campaign.EvaluationSettings;
import io.modicum.contracts.campaign.ExistingLabels;
import io.modicum.contracts.campaign.GoldSettings;
import io.modicum.contracts.campaign.Oracle;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.labels.KnownLabels;
import io.modicum.gateway.dataset.ClassNames;
import io.modicum.gateway.dataset.DatasetObjects;
import io.modicum.gateway.dataset.RegisteredDataset;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Writes out what a campaign leaves unsaid of classes and labels, draws the images that measure its
 * accuracy or confirm labels, and refuses what the dataset's labels cannot give.
 */
@ApplicationScoped
class LabelSettings {

  private final DatasetObjects objects;

  LabelSettings(DatasetObjects objects) {
    this.objects = objects;
  }

  /**
   * A campaign of which everything is written out.
   *
   * @param measured images of the test split whose class is one of the campaign's
   */
  record Complete(CampaignSpecification specification, int measured) {}

  /**
   * Completes a campaign on a dataset that is ready.
   *
   * @param said what the client said of it
   * @throws InvalidInput if it cannot be; the message says what to change
   */
  Complete complete(CampaignSpecification asked, JsonNode said, RegisteredDataset dataset) {
    CampaignSpecification named = asked.toBuilder().classes(classes(asked, dataset)).build();
    CampaignSpecification given = named.withGold(gold(named));
    KnownLabels known = objects.knownLabels(given);
    int measured = (int) Arrays.stream(known.test()).filter(label -> label >= 0).count();
    CampaignSpecification sized =
        given.toBuilder()
            .evaluation(evaluation(given, said.path("evaluation"), dataset, testsAll(known)))
            .existingLabels(existingLabels(given, said.path("existingLabels"), known, dataset))
            .build();
    CampaignSpecification complete = drawn(sized, known, dataset.pool());
    requireLabelled(complete, known, dataset.pool());
    requireFits(complete, objects.knownLabels(complete), dataset.pool());
    return new Complete(complete, measured);
  }

  /** Returns the names of the classes, those that the dataset has as it has them. */
  private static List<String> classes(CampaignSpecification asked, RegisteredDataset dataset) {
    List<String> ofDataset = dataset.classes();
    if (asked.classes().isEmpty() && ofDataset.size() < 2) {
      throw new InvalidInput(
          "classes",
          (ofDataset.isEmpty()
                  ? "must be given, since the dataset has none"
                  : "must be given, since the dataset has but one, '" + ofDataset.get(0) + "'")
              + "; name what people are to tell apart, e.g. [\"cat\", \"dog\"]");
    }
    ClassNames names = dataset.classNames();
    return asked.classesOr(ofDataset).stream()
        .map(
            name -> {
              int label = names.find(name).orElse(KnownLabels.UNKNOWN);
              return label < 0 ? ClassNames.normal(name) : ofDataset.get(label);
            })
        .toList();
  }

  /** Returns the images of known class with the names of the classes as the campaign has them. */
  private static GoldSettings gold(CampaignSpecification asked) {
    GoldSettings gold = asked.annotation().gold();
    ClassNames names = new ClassNames(asked.classes());
    SortedMap<Integer, String> labels = new TreeMap<>();
    gold.labels()
        .forEach(
            (image, name) ->
                labels.put(
                    image,
                    asked.classes().get(names.require("annotation.gold.labels." + image, name))));
    return new GoldSettings(labels, gold.share());
  }

  /** Returns whether the test split has an image of each class. */
  private static boolean testsAll(KnownLabels known) {
    return Arrays.stream(known.test()).filter(label -> label >= 0).distinct().count()
        == known.classes().size();
  }

  private static EvaluationSettings evaluation(
      CampaignSpecification asked, JsonNode said, RegisteredDataset dataset, boolean tested) {
    int most = EvaluationSettings.most(dataset.pool());
    EvaluationSettings given = asked.evaluation();
    if (!said.hasNonNull("size") && given.images().isEmpty()) {
      return new EvaluationSettings(
          tested ? 0 : EvaluationSettings.defaultSize(dataset.pool()), List.of());
    }
    if (given.size() > most) {
      throw new InvalidInput(
          "evaluation.size",
          String.format(
              Locale.ROOT,
              "must be at most %d, half the pool of %d images, was %d: the rest is to be learnt"
                  + " from; take fewer, or a dataset with more images",
              most,
              dataset.pool(),
              given.size()));
    }
    return given;
  }

  private static ExistingLabels existingLabels(
      CampaignSpecification asked, JsonNode said, KnownLabels known, RegisteredDataset dataset) {
    if (said.hasNonNull("use")) {
      return asked.existingLabels();
    }
    boolean some =
        IntStream.range(0, dataset.pool()).anyMatch(image -> known.of(image) >= 0)
            && dataset.labelled().orElse(dataset.pool()) < dataset.pool();
    boolean confirms = asked.existingLabels().confirm() > 0;
    return new ExistingLabels(
        confirms || some && asked.oracle() == Oracle.ANNOTATORS
            ? ExistingLabels.Use.TRUST
            : ExistingLabels.Use.IGNORE,
        asked.existingLabels().confirm(),
        asked.existingLabels().confirmed());
  }

  /** Draws what is not drawn yet: the same seed draws the same images. */
  private static CampaignSpecification drawn(
      CampaignSpecification sized, KnownLabels known, int pool) {
    Random random = new Random(sized.seed());
    Set<Integer> confirmed = Set.copyOf(sized.existingLabels().confirmed());
    EvaluationSettings evaluation = sized.evaluation();
    if (evaluation.images().isEmpty()) {
      evaluation =
          evaluation.withImages(
              draw(
                  "evaluation.size",
                  evaluation.size(),
                  free(sized, pool, image -> !confirmed.contains(image)),
                  random));
    }
    CampaignSpecification sampled = sized.toBuilder().evaluation(evaluation).build();
    List<Integer> confirmable = free(sampled, pool, image -> known.of(image) >= 0);
    requireConfirmable(confirmed, confirmable, pool);
    ExistingLabels existing = sampled.existingLabels();
    if (confirmed.isEmpty()) {
      existing =
          existing.withConfirmed(
              draw("existingLabels.confirm", existing.confirm(), confirmable, random));
    }
    return sampled.toBuilder().existingLabels(existing).build();
  }

  private static void requireConfirmable(
      Set<Integer> confirmed, List<Integer> confirmable, int pool) {
    SortedSet<Integer> others = new TreeSet<>(confirmed);
    others.removeAll(Set.copyOf(confirmable));
    if (!others.isEmpty()) {
      throw new InvalidInput(
          "existingLabels.confirmed",
          String.format(
              Locale.ROOT,
              "must each be below %d, the size of the pool, have come with a label of the"
                  + " campaign's classes, and be neither excluded, gold questions nor of the"
                  + " evaluation sample; %d is not: leave it out, or all, and they are drawn",
              pool,
              others.first()));
    }
  }

  /** Returns images of the pool that are not excluded, be it as gold questions or otherwise. */
  private static List<Integer> free(CampaignSpecification of, int pool, IntPredicate wanted) {
    Set<Integer> excluded = Set.copyOf(of.acquisition().excluded());
    return IntStream.range(0, pool)
        .filter(wanted)
        .boxed()
        .filter(image -> !excluded.contains(image))
        .toList();
  }

  private static List<Integer> draw(String field, int count, List<Integer> from, Random random) {
    if (count > from.size()) {
      throw new InvalidInput(
          field,
          String.format(
              Locale.ROOT,
              "must be at most %d, was %d: so many images can be drawn for it that are neither"
                  + " excluded nor gold questions%s",
              from.size(),
              count,
              field.startsWith("existing") ? " and came with a label of the classes" : ""));
    }
    List<Integer> shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, count));
  }

  /** A simulated oracle knows what the dataset came with, and nothing else. */
  private static void requireLabelled(CampaignSpecification of, KnownLabels known, int pool) {
    if (of.oracle() != Oracle.SIMULATED) {
      return;
    }
    long lacking =
        free(of, pool, image -> known.of(image) < 0).size()
            + of.evaluation().images().stream().filter(image -> known.of(image) < 0).count();
    if (lacking > 0) {
      throw new InvalidInput(
          "oracle",
          String.format(
              Locale.ROOT,
              "simulated answers with the labels that the dataset came with, but %d of the images"
                  + " in the pool have none of the campaign's classes; let annotators answer, or"
                  + " name these images in acquisition.excluded",
              lacking));
    }
  }

  /** All that people are asked for must be there besides what is known. */
  private static void requireFits(CampaignSpecification of, KnownLabels known, int pool) {
    int[] existing = known.existing();
    int trusted = (int) Arrays.stream(existing).filter(label -> label >= 0).count();
    int sample = of.evaluation().size();
    if (sample + trusted == 0) {
      return;
    }
    int left = free(of, pool, image -> existing[image] < 0).size();
    int last = of.budgets().size() - 1;
    int budget = of.budgets().get(last).labels(pool);
    if (budget > left) {
      throw new InvalidInput(
          "budgets[" + last + "]",
          String.format(
              Locale.ROOT,
              "asks for %d labels, but of the %d images in the pool %d are left: %d measure accuracy"
                  + " (evaluation.size), %d came with a label that is trusted"
                  + " (existingLabels.use); lower the budgets or one of these",
              budget,
              pool,
              left,
              sample,
              trusted));
    }
  }
}
