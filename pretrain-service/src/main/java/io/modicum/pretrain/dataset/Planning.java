package io.modicum.pretrain.dataset;

import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.SkippedFiles;
import io.modicum.pretrain.dataset.layout.LabelledPicture;
import io.modicum.pretrain.dataset.layout.Layouts;
import io.modicum.pretrain.dataset.layout.PictureCollection;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import io.modicum.pretrain.dataset.picture.Picture;
import io.modicum.pretrain.dataset.picture.Picture.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the images of an archive, divides them into shards, and decides in which size they go. */
public final class Planning {

  /** Where images are of no small size that all share. */
  static final Size DEFAULT_SIZE = new Size(64, 64);

  private static final int LARGEST_KEPT_SIDE = 96;
  private static final int SHARD_BYTES = 128 << 20;

  private final Layouts layouts;
  private final ImageDecoders decoders;
  private final int shardImages;

  /**
   * @param layouts of the archives that are packed
   * @param decoders of the images in them
   * @param shardImages how many are packed together at most
   */
  public Planning(Layouts layouts, ImageDecoders decoders, int shardImages) {
    this.layouts = layouts;
    this.decoders = decoders;
    this.shardImages = shardImages;
  }

  /**
   * A plan with the images that it tells of.
   *
   * @param shards the images of each shard
   * @param pictures the same, for who has the archive
   */
  record Planned(
      PackingPlan plan, List<PlannedShard> shards, List<List<LabelledPicture>> pictures) {

    /** Returns whether all images can be read without the archive. */
    boolean liesApart() {
      return shards.stream()
          .flatMap(shard -> shard.images().stream())
          .allMatch(PlannedImage::liesApart);
    }

    Planned resized() {
      return new Planned(plan.resized(DEFAULT_SIZE, shards), shards, pictures);
    }
  }

  /**
   * Makes a plan, and adds what is left out of it to the archive's skipped files.
   *
   * @param requireWanted runs now and then; ends the work by an exception
   * @throws InvalidInput if files lie otherwise than the layout has it
   */
  Planned plan(DatasetRegistered registered, Archive archive, Runnable requireWanted) {
    PictureCollection collection = layouts.read(archive, registered.format());
    addUnused(archive, collection);
    Optional<Size> first =
        registered.imageSize() > 0
            ? Optional.empty()
            : firstSize(collection, registered.mostBrokenOrBefore(), requireWanted);
    boolean guessed = first.filter(Planning::isKept).isPresent();
    Size size =
        registered.imageSize() > 0
            ? new Size(registered.imageSize(), registered.imageSize())
            : first.filter(Planning::isKept).orElse(DEFAULT_SIZE);
    List<List<LabelledPicture>> pictures = new ArrayList<>(divided(collection.pool(), size));
    int ofPool = pictures.size();
    pictures.addAll(divided(collection.test(), size));
    List<PlannedShard> shards = new ArrayList<>();
    for (List<LabelledPicture> shard : pictures) {
      shards.add(
          new PlannedShard(
              shards.size() < ofPool,
              shard.stream().map(picture -> PlannedImage.of(picture, archive)).toList()));
    }
    return new Planned(
        PackingPlan.of(registered, collection.classes(), size, guessed, shards), shards, pictures);
  }

  private static boolean isKept(Size size) {
    return size.width() <= LARGEST_KEPT_SIDE && size.height() <= LARGEST_KEPT_SIDE;
  }

  /** Returns the size of the first sound image; looks no further when too many are broken. */
  private static Optional<Size> firstSize(
      PictureCollection collection, double mostBroken, Runnable requireWanted) {
    List<Picture> pictures =
        Stream.concat(collection.pool().stream(), collection.test().stream())
            .map(LabelledPicture::picture)
            .toList();
    int most = Math.min(pictures.size(), (int) (mostBroken * pictures.size()) + 1);
    for (Picture picture : pictures.subList(0, most)) {
      requireWanted.run();
      Optional<Size> size = sizeIfSound(picture);
      if (size.isPresent()) {
        return size;
      }
    }
    return Optional.empty();
  }

  private static Optional<Size> sizeIfSound(Picture picture) {
    try {
      return Optional.of(picture.decode().size());
    } catch (InvalidInput broken) {
      return Optional.empty();
    }
  }

  private List<List<LabelledPicture>> divided(List<LabelledPicture> pictures, Size size) {
    int imageBytes = 3 * size.width() * size.height();
    int most = Math.max(1, Math.min(shardImages, SHARD_BYTES / imageBytes));
    List<List<LabelledPicture>> shards = new ArrayList<>();
    for (int first = 0; first < pictures.size(); first += most) {
      shards.add(pictures.subList(first, Math.min(first + most, pictures.size())));
    }
    return shards;
  }

  /** Tells of the files that are no images of the layout. */
  private void addUnused(Archive archive, PictureCollection collection) {
    Set<String> unused = new HashSet<>(archive.unread());
    Stream.concat(collection.pool().stream(), collection.test().stream())
        .forEach(picture -> unused.remove(picture.picture().name()));
    unused.stream().sorted().forEach(path -> addUnused(archive, path));
  }

  private void addUnused(Archive archive, String path) {
    archive
        .fault(path)
        .ifPresentOrElse(
            fault -> archive.skipped().add(SkippedFiles.BROKEN, path, fault),
            () ->
                archive
                    .skipped()
                    .add(
                        decoders.lack(path) ? SkippedFiles.UNSUPPORTED : SkippedFiles.UNUSED,
                        path));
  }
}
