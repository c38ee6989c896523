package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/** All images of an archive, in whatever folders, as a pool without labels. */
@ApplicationScoped
class UnlabelledImages implements Layout {

  private final ImageDecoders decoders;

  UnlabelledImages(ImageDecoders decoders) {
    this.decoders = decoders;
  }

  @Override
  public Description description() {
    return new Description(
        "images", "Images in whatever folders, none of them with a class.", "", List.of());
  }

  /** Before {@link FolderPerClass}, which recognises everything. */
  @Override
  public int turn() {
    return Integer.MAX_VALUE - 1;
  }

  /** Returns whether all images lie in one folder, which is no class, or in {@code unlabeled/}. */
  @Override
  public boolean recognises(Archive archive) {
    List<String> images = ImageFiles.in(archive, decoders);
    return !images.isEmpty()
        && (images.stream().map(UnlabelledImages::folder).distinct().limit(2).count() == 1
            || images.stream().allMatch(UnlabelledImages::isUnlabeled));
  }

  private static String folder(String image) {
    return image.substring(0, image.lastIndexOf('/') + 1);
  }

  private static boolean isUnlabeled(String image) {
    return Arrays.stream(folder(image).split("/"))
        .anyMatch(name -> Split.of(name) == Split.UNLABELED);
  }

  @Override
  public PictureCollection read(Archive archive) {
    List<LabelledPicture> pool =
        ImageFiles.require(archive, decoders).stream()
            .map(
                image ->
                    new LabelledPicture(decoders.picture(archive, image), LabelledPicture.UNKNOWN))
            .toList();
    return new PictureCollection(List.of(), pool, List.of());
  }
}
