package io.modicum.pretrain.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.modicum.contracts.bucket.BucketEntry;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.layout.LabelledPicture;
import io.modicum.pretrain.dataset.picture.Picture;
import java.util.List;
import java.util.Optional;

/**
 * An image that is to be packed.
 *
 * @param name the file it is in, and its place there if the file holds many
 * @param path of its file, empty if it has none of its own
 * @param label index of its class, or -1
 * @param file what its owner's bucket tells of it, where it lies in one
 * @param fault why it cannot be read, as far as that is known before
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PlannedImage(
    String name, String path, int label, Optional<BucketEntry> file, Optional<String> fault) {

  static PlannedImage of(LabelledPicture labelled, Archive archive) {
    Picture picture = labelled.picture();
    Optional<String> path = picture.filePath();
    return new PlannedImage(
        picture.name(),
        path.orElse(""),
        labelled.label(),
        path.flatMap(archive::listed),
        path.flatMap(archive::fault));
  }

  /** Returns whether any replica can tell by itself what image this is. */
  boolean liesApart() {
    return file.isPresent() || fault.isPresent();
  }

  /** Returns what tells this image from others of the dataset, and from what it was before. */
  List<String> identity() {
    return file.map(entry -> List.of(entry.key(), entry.etag(), Long.toString(entry.bytes())))
        .orElseGet(() -> List.of(name, fault.orElse("")));
  }

  /** An image of which nothing can be read. */
  record Unreadable(String name, String fault) implements Picture {

    @Override
    public Size size() {
      throw new InvalidInput(name, fault);
    }

    @Override
    public Pixels decode() {
      throw new InvalidInput(name, fault);
    }
  }
}
