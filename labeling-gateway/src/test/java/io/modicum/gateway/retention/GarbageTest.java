package io.modicum.gateway.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.modicum.contracts.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GarbageTest {

  private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant OLD = BEFORE.minusSeconds(1);
  private static final Instant YOUNG = BEFORE.plusSeconds(1);

  /** A bucket with what its manifests refer to. */
  record Bucket(
      Map<String, StoredObject> objects, Map<String, Set<String>> references, Set<String> live) {

    Bucket() {
      this(new TreeMap<>(), new HashMap<>(), new HashSet<>());
    }

    Bucket put(String key, Instant modified, String... references) {
      objects.put(key, new StoredObject(key, 1, modified));
      this.references.put(key, Set.of(references));
      return this;
    }

    Bucket live(String tree) {
      live.add(tree);
      return this;
    }

    List<String> garbage() {
      return Garbage.find(
              objects.values(), live, key -> references.getOrDefault(key, Set.of()), BEFORE)
          .objects()
          .stream()
          .map(StoredObject::key)
          .toList();
    }
  }

  @Example
  void findsAttemptsThatCameToNothingAndStatesThatAreSpent() {
    Bucket bucket =
        new Bucket()
            .live("backbones/b/")
            .put("backbones/b/backbone.json", OLD, "backbones/b/backbone-parts/1/backbone.onnx")
            .put("backbones/b/backbone-parts/1/backbone.onnx", OLD)
            .put("backbones/b/backbone-parts/2/backbone.onnx", OLD)
            .put("backbones/b/backbone-parts/3/backbone.onnx", YOUNG)
            .put("backbones/b/state/epoch-0007", OLD);

    assertThat(bucket.garbage())
        .containsExactlyInAnyOrder(
            "backbones/b/backbone-parts/2/backbone.onnx", "backbones/b/state/epoch-0007");
  }

  @Example
  void keepsTheStatesOfATrainingUnderWay() {
    Bucket bucket = new Bucket().live("backbones/b/").put("backbones/b/state/epoch-0007", OLD);

    assertThat(bucket.garbage()).isEmpty();
  }

  @Example
  void removesWhatNoCampaignAsksForManifestsFirst() {
    Bucket bucket =
        new Bucket()
            .live("datasets/d/")
            .put("datasets/d/dataset.json", OLD, "datasets/d/source/archive")
            .put("datasets/d/source/archive", OLD)
            .put(
                "backbones/b/backbone.json",
                OLD,
                "backbones/b/backbone-parts/1/x",
                "datasets/d/dataset.json")
            .put("backbones/b/backbone-parts/1/x", OLD)
            .put("embeddings/b/d/embeddings.json", OLD, "backbones/b/backbone.json")
            .put("catalogues/acquisition-functions.json", OLD);

    assertThat(bucket.garbage())
        .containsExactly(
            "embeddings/b/d/embeddings.json",
            "backbones/b/backbone.json",
            "backbones/b/backbone-parts/1/x");
  }

  @Example
  void keepsWhatALiveCampaignWasMadeFromWhereverItLies() {
    Bucket bucket =
        new Bucket()
            .live("campaigns/c/")
            .put("campaigns/c/cycles/0/predictions.json", OLD, "embeddings/b/d/embeddings.json")
            .put("embeddings/b/d/embeddings.json", OLD, "embeddings/b/d/shards/00000-parts/1/f")
            .put("embeddings/b/d/shards/00000-parts/1/f", OLD)
            .put("embeddings/b/d/shards/00000.json", OLD, "embeddings/b/d/shards/00000-parts/1/f");

    assertThat(bucket.garbage()).containsExactly("embeddings/b/d/shards/00000.json");
  }

  @Property
  void nothingThatAnybodyRefersToGoes(@ForAll("buckets") Bucket bucket) {
    Set<String> garbage = new HashSet<>(bucket.garbage());

    for (StoredObject object : bucket.objects().values()) {
      String key = object.key();
      if (!garbage.contains(key)) {
        if (Garbage.isManifest(key)) {
          assertThat(bucket.references().get(key))
              .as(key)
              .matches(its -> Collections.disjoint(its, garbage));
        }
      } else {
        assertThat(object.modified()).isBefore(BEFORE);
        assertThat(Garbage.tree(key)).isNotEmpty();
        assertThat(bucket.live().contains(Garbage.tree(key)) && Garbage.isManifest(key)).isFalse();
      }
    }
  }

  @Property
  void atNoTimeAManifestRefersToWhatIsGone(@ForAll("buckets") Bucket bucket) {
    Set<String> left = new HashSet<>(bucket.objects().keySet());
    Set<String> gone = new HashSet<>();

    for (String key : bucket.garbage()) {
      left.remove(key);
      gone.add(key);
      for (String manifest : left) {
        if (Garbage.isManifest(manifest)) {
          assertThat(bucket.references().get(manifest))
              .as(manifest)
              .matches(its -> Collections.disjoint(its, gone));
        }
      }
    }
  }

  @Property
  void anInterruptedCollectionIsFinishedByTheNext(
      @ForAll("buckets") Bucket bucket, @ForAll Random random) {
    List<String> all = bucket.garbage();
    List<String> removed = all.subList(0, random.nextInt(all.size() + 1));
    removed.forEach(bucket.objects()::remove);

    assertThat(bucket.garbage())
        .containsExactlyInAnyOrderElementsOf(all.subList(removed.size(), all.size()));
  }

  @Provide
  Arbitrary<Bucket> buckets() {
    return Arbitraries.randomValue(GarbageTest::bucket);
  }

  /** Manifests refer to parts of their own and to what was there before them, as stages do. */
  private static Bucket bucket(Random random) {
    Bucket bucket = new Bucket();
    List<String> standing = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String tree = tree(random);
      if (random.nextInt(3) == 0) {
        bucket.live(tree);
      }
      String name = tree + List.of("dataset", "backbone", "embeddings", "x").get(random.nextInt(4));
      String part = name + "-parts/" + random.nextInt(3) + "/part";
      bucket.put(part, age(random));
      if (random.nextInt(4) == 0) {
        bucket.put(tree + "state/epoch-000" + random.nextInt(9), age(random));
      }
      if (random.nextBoolean() && !bucket.objects().containsKey(name + ".json")) {
        Set<String> references = new HashSet<>(Set.of(part));
        for (int j = random.nextInt(3); j > 0 && !standing.isEmpty(); j--) {
          references.add(standing.get(random.nextInt(standing.size())));
        }
        bucket.put(name + ".json", age(random), references.toArray(String[]::new));
        standing.add(name + ".json");
      }
    }
    return bucket.put("catalogues/functions.json", OLD);
  }

  private static String tree(Random random) {
    int number = random.nextInt(3);
    return switch (random.nextInt(4)) {
      case 0 -> "campaigns/c" + number + "/";
      case 1 -> "datasets/d" + number + "/";
      case 2 -> "backbones/b" + number + "/";
      default -> "embeddings/b" + number + "/d" + random.nextInt(2) + "/";
    };
  }

  private static Instant age(Random random) {
    return random.nextInt(8) == 0 ? YOUNG : OLD;
  }
}
