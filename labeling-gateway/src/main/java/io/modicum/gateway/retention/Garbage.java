package io.modicum.gateway.retention;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import io.modicum.contracts.store.StoredObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What of a bucket nobody needs any more, by mark and sweep. Objects lie in trees, one for each
 * campaign, dataset, backbone, and each backbone's embeddings of a dataset. Needed is
 *
 * <ul>
 *   <li>what a manifest in a live tree refers to, and what that refers to, wherever it lies;
 *   <li>in a live tree all but parts of attempts that came to nothing, and training states whose
 *       backbone stands;
 *   <li>a tree in which anything is young, since an attempt may be under way there;
 *   <li>whatever is of no tree.
 * </ul>
 *
 * <p>The order of removal is such that at no time a manifest stands that refers to what was
 * removed: who is interrupted leaves garbage, never a broken output.
 *
 * @param objects what to remove, in this order
 */
record Garbage(List<StoredObject> objects) {

  private static final String MANIFEST = ".json";
  private static final String PARTS = "-parts/";
  private static final String STATES = "/state/";
  private static final String BACKBONE = "backbone.json";

  /** How many folders deep a tree of each kind lies. */
  private static final Map<String, Integer> DEPTH =
      Map.of("campaigns", 2, "datasets", 2, "backbones", 2, "embeddings", 3);

  Garbage {
    objects = List.copyOf(objects);
  }

  /** Returns the tree that an object lies in, such as {@code datasets/birds/}, or an empty text. */
  static String tree(String key) {
    String[] folders = key.split("/", -1);
    Integer depth = DEPTH.get(folders[0]);
    return depth == null || folders.length <= depth
        ? ""
        : String.join("/", List.of(folders).subList(0, depth)) + "/";
  }

  static boolean isManifest(String key) {
    return key.endsWith(MANIFEST) && !key.contains(PARTS) && !key.contains(STATES);
  }

  /** Returns whether an object is the manifest of a backbone. */
  static boolean isBackbone(String key) {
    return !tree(key).isEmpty() && key.equals(tree(key) + BACKBONE);
  }

  /**
   * Finds the garbage of a bucket.
   *
   * @param live trees of what is registered, and of what it may yet ask for
   * @param references reads the keys of the parts and inputs of a manifest
   * @param before what is younger is kept
   */
  static Garbage find(
      Collection<StoredObject> bucket,
      Set<String> live,
      Function<String, Set<String>> references,
      Instant before) {
    Map<String, StoredObject> byKey =
        bucket.stream().collect(toMap(StoredObject::key, object -> object));
    Set<String> kept = new HashSet<>(live);
    bucket.stream()
        .filter(object -> !object.modified().isBefore(before))
        .forEach(object -> kept.add(tree(object.key())));
    Map<String, Set<String>> read = new HashMap<>();
    Function<String, Set<String>> once = key -> read.computeIfAbsent(key, references);
    Set<String> needed =
        reachable(
            byKey.keySet().stream()
                .filter(key -> isManifest(key) && kept.contains(tree(key)))
                .toList(),
            key -> isManifest(key) && byKey.containsKey(key) ? once.apply(key) : Set.of());
    Predicate<String> garbage =
        key -> {
          String tree = tree(key);
          return !tree.isEmpty()
              && byKey.get(key).modified().isBefore(before)
              && !needed.contains(key)
              && (!kept.contains(tree) || key.contains(PARTS) || isSpentState(key, byKey.keySet()));
        };
    Set<String> doomed =
        byKey.keySet().stream().filter(garbage).collect(toCollection(HashSet::new));
    return new Garbage(
        inOrder(doomed, key -> isManifest(key) ? once.apply(key) : Set.of()).stream()
            .map(byKey::get)
            .toList());
  }

  private static boolean isSpentState(String key, Set<String> keys) {
    return key.contains(STATES) && keys.contains(tree(key) + BACKBONE);
  }

  private static Set<String> reachable(
      Collection<String> from, Function<String, Set<String>> references) {
    Set<String> reached = new HashSet<>(from);
    Deque<String> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      for (String key : references.apply(open.pop())) {
        if (reached.add(key)) {
          open.push(key);
        }
      }
    }
    return reached;
  }

  /** Sorts so that what refers comes before what it refers to, and manifests before all others. */
  private static List<String> inOrder(
      Set<String> doomed, Function<String, Set<String>> references) {
    List<String> referredFirst = new ArrayList<>();
    Set<String> visited = new HashSet<>();
    Deque<String> path = new ArrayDeque<>();
    for (String start : doomed.stream().sorted().toList()) {
      path.push(start);
      while (!path.isEmpty()) {
        String key = path.peek();
        if (visited.add(key)) {
          references.apply(key).stream()
              .filter(next -> doomed.contains(next) && !visited.contains(next))
              .forEach(path::push);
        } else {
          path.pop();
          referredFirst.add(key);
        }
      }
    }
    Map<Boolean, List<String>> manifests =
        referredFirst.stream().distinct().collect(groupingBy(Garbage::isManifest));
    List<String> order = new ArrayList<>();
    for (boolean manifest : new boolean[] {true, false}) {
      List<String> its = new ArrayList<>(manifests.getOrDefault(manifest, List.of()));
      Collections.reverse(its);
      order.addAll(its);
    }
    return order;
  }

  long bytes() {
    return objects.stream().mapToLong(StoredObject::bytes).sum();
  }
}
