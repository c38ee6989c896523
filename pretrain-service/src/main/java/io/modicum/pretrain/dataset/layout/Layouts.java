package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Catalogue;
import io.modicum.contracts.catalogue.Offer;
import io.modicum.contracts.catalogue.Offerings;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import java.util.Comparator;

/** Tells which images an archive holds, by its declared or detected layout. */
public final class Layouts {

  private final Offerings<Layout> layouts;

  /**
   * @param found in any order
   */
  public Layouts(Iterable<Layout> found) {
    layouts = new Offerings<>(found, Comparator.comparingInt(Layout::turn));
  }

  /**
   * Reads the layout. A class that it names but has no image of is none.
   *
   * @param declared name of the layout, or the standard to have it detected
   * @throws InvalidInput if there is no such layout, files lie otherwise, or all labels are one
   */
  public PictureCollection read(Archive archive, String declared) {
    Layout layout =
        declared.equals(Offer.ARCHIVE_LAYOUTS.standard())
            ? detect(archive)
            : layouts.named(declared, "format");
    PictureCollection read = layout.read(archive).withoutEmptyClasses();
    if (read.classes().size() == 1) {
      throw new InvalidInput(
          archive.name(),
          "has images of one class only, '"
              + read.classes().get(0)
              + "'; at least two are needed"
              + ImageFiles.AS_IMAGES);
    }
    return read;
  }

  private Layout detect(Archive archive) {
    return layouts.all().stream()
        .filter(layout -> layout.recognises(archive))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInput(archive.name(), "has none of the layouts that are read"));
  }

  /**
   * Returns what users see of them.
   *
   * @param software name and version of the service
   */
  public Catalogue catalogue(String software) {
    return layouts.catalogue(software);
  }
}
