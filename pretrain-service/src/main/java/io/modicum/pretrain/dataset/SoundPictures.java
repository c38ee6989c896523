package io.modicum.pretrain.dataset;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.contracts.manifest.Dataset;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.SkippedFiles;
import io.modicum.pretrain.dataset.layout.LabelledPicture;
import io.modicum.pretrain.dataset.layout.NameList;
import io.modicum.pretrain.dataset.layout.PictureCollection;
import io.modicum.pretrain.dataset.picture.Deadline;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import io.modicum.pretrain.dataset.picture.Picture.Pixels;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * The images of a collection that unpack and decode, pool first. Those that do not are left out and
 * named, all at once, unless too few would be left.
 */
final class SoundPictures {

  private static final Logger LOG = Logger.getLogger(SoundPictures.class);

  private static final int LEAST_IMAGES = 2;

  /** 29 of 100 are a share of 0.29, although 0.29 × 100 is less in binary. */
  private static final double ROUNDING = 1e-6;

  /** So many images may be as slow as the deadline allows; then they are an attack. */
  private static final int MOST_LATE = 10;

  private final Archive archive;
  private final PictureCollection collection;
  private final ImageDecoders decoders;
  private final double mostBroken;
  private final Runnable requireWanted;
  private final SkippedFiles skipped;
  private final List<Sized> candidates = new ArrayList<>();
  private final List<Sized> sound = new ArrayList<>();
  private int late;
  private int pool;

  private record Sized(LabelledPicture picture, Size size, boolean inPool) {}

  /** Takes one image. */
  @FunctionalInterface
  interface Packing {

    /**
     * Takes an image.
     *
     * @param place its place among the candidates
     */
    void take(Pixels pixels, int place, boolean inPool);
  }

  private SoundPictures(
      Archive archive,
      PictureCollection collection,
      ImageDecoders decoders,
      double mostBroken,
      Runnable requireWanted) {
    this.archive = archive;
    this.collection = collection;
    this.decoders = decoders;
    this.mostBroken = mostBroken;
    this.requireWanted = requireWanted;
    this.skipped = archive.skipped();
  }

  /**
   * Reads the sizes of all images.
   *
   * @param mostBroken share of them that may be broken, in [0, 1]
   * @param requireWanted runs before each image that is looked at; ends the work by an exception
   */
  static SoundPictures of(
      Archive archive,
      PictureCollection collection,
      ImageDecoders decoders,
      double mostBroken,
      Runnable requireWanted) {
    SoundPictures pictures =
        new SoundPictures(archive, collection, decoders, mostBroken, requireWanted);
    collection.pool().forEach(picture -> pictures.addSized(picture, true));
    collection.test().forEach(picture -> pictures.addSized(picture, false));
    if (pictures.candidates.isEmpty()) {
      throw pictures.tooFew();
    }
    return pictures;
  }

  private void addSized(LabelledPicture picture, boolean inPool) {
    requireWanted.run();
    try {
      candidates.add(new Sized(picture, picture.picture().size(), inPool));
    } catch (InvalidInput broken) {
      leaveOut(broken);
    }
  }

  private void leaveOut(InvalidInput broken) {
    skipped.add(SkippedFiles.BROKEN, broken.subject(), broken.reason());
    if (broken.getCause() instanceof Deadline.Passed && ++late > MOST_LATE) {
      throw new InvalidInput(
          archive.name(), "has many images that take too long to decode" + skipped.broken());
    }
  }

  /** Returns how many images may decode, as far as is known. */
  int candidates() {
    return candidates.size();
  }

  /**
   * Returns the size of all images that decode, or empty if they have several.
   *
   * <p>Decodes images of one size after the other, of the rarest first, until two sizes have one
   * that is sound. Those that are not are left out.
   */
  Optional<Size> commonSize() {
    Map<Size, List<Sized>> bySize = candidates.stream().collect(Collectors.groupingBy(Sized::size));
    List<Size> rarestFirst =
        bySize.keySet().stream()
            .sorted(Comparator.comparingInt((Size size) -> bySize.get(size).size()))
            .toList();
    Set<Sized> broken = new HashSet<>();
    List<Size> sizes =
        rarestFirst.stream().filter(size -> anyDecodes(bySize.get(size), broken)).limit(2).toList();
    candidates.removeAll(broken);
    return sizes.size() == 1 ? Optional.of(sizes.get(0)) : Optional.empty();
  }

  private boolean anyDecodes(List<Sized> pictures, Set<Sized> broken) {
    for (Sized picture : pictures) {
      requireWanted.run();
      if (decode(picture.picture()).isPresent()) {
        return true;
      }
      broken.add(picture);
    }
    return false;
  }

  /** Returns whether all images that decoded are of this size. */
  boolean areAllOf(Size size) {
    return sound.stream().allMatch(picture -> picture.size().equals(size));
  }

  /** Decodes all. */
  void forEach(Packing packing) {
    for (int place = 0; place < candidates.size(); place++) {
      requireWanted.run();
      Sized candidate = candidates.get(place);
      Optional<Pixels> pixels = decode(candidate.picture());
      if (pixels.isPresent()) {
        packing.take(pixels.get(), place, candidate.inPool());
        sound.add(candidate);
        pool += candidate.inPool() ? 1 : 0;
      }
    }
  }

  private Optional<Pixels> decode(LabelledPicture picture) {
    try {
      return Optional.of(picture.picture().decode());
    } catch (InvalidInput broken) {
      leaveOut(broken);
      return Optional.empty();
    }
  }

  /**
   * Returns the images that decoded.
   *
   * @throws InvalidInput if too many are broken or fewer than two sound, or if they leave the pool,
   *     a class in it or a test split that the archive has empty; names the broken ones
   */
  List<LabelledPicture> requireEnough() {
    boolean testIsLost = !collection.test().isEmpty() && pool == sound.size();
    if (pool == 0
        || testIsLost
        || sound.size() < LEAST_IMAGES
        || all() - sound.size() > mostBroken * all() + ROUNDING) {
      throw tooFew();
    }
    requireAllClasses();
    if (skipped.count(SkippedFiles.BROKEN) > 0) {
      LOG.warnf("%s was packed without its broken files%s", archive.name(), skipped.broken());
    }
    return sound.stream().map(Sized::picture).toList();
  }

  /** Refuses classes that nothing could be learnt of, rather than to pack another task. */
  private void requireAllClasses() {
    Set<Integer> labels = new HashSet<>();
    sound.subList(0, pool).forEach(sized -> labels.add(sized.picture().label()));
    List<String> missing =
        IntStream.range(0, collection.classes().size())
            .filter(label -> !labels.contains(label))
            .mapToObj(collection.classes()::get)
            .toList();
    if (!missing.isEmpty()) {
      throw new InvalidInput(
          archive.name(),
          "has no sound image to train on of "
              + missing.size()
              + " of its classes"
              + NameList.of(": ", missing)
              + "; mend or add some, or leave these classes out"
              + skipped.broken());
    }
  }

  private InvalidInput tooFew() {
    String found =
        "has " + pool + " images to train on and " + (sound.size() - pool) + " to test with";
    String split = collection.test().isEmpty() ? "" : ", and neither part may be empty";
    if (skipped.count(SkippedFiles.BROKEN) == 0) {
      return new InvalidInput(
          archive.name(), found + "; " + LEAST_IMAGES + " are needed at least" + split);
    }
    return new InvalidInput(
        archive.name(),
        found
            + " that are sound, of "
            + all()
            + " in all; "
            + LEAST_IMAGES
            + " are needed at least, and a share of at most "
            + mostBroken
            + " may be broken (mostBroken)"
            + split
            + skipped.broken());
  }

  /** Returns how many images the layout has, sound or broken. */
  private int all() {
    return collection.pool().size() + collection.test().size();
  }

  /** Returns how many images that decoded are of the pool. */
  int pool() {
    return pool;
  }

  /** Returns the files of the archive that are not among these images, with the reasons. */
  List<Dataset.Skipped> skipped() {
    Set<String> unused = new HashSet<>(archive.unread());
    collection.pool().forEach(picture -> unused.remove(picture.picture().name()));
    collection.test().forEach(picture -> unused.remove(picture.picture().name()));
    unused.stream().sorted().forEach(this::addUnused);
    return skipped.toList();
  }

  private void addUnused(String path) {
    archive
        .fault(path)
        .ifPresentOrElse(
            fault -> skipped.add(SkippedFiles.BROKEN, path, fault),
            () ->
                skipped.add(
                    decoders.lack(path) ? SkippedFiles.UNSUPPORTED : SkippedFiles.UNUSED, path));
  }
}
