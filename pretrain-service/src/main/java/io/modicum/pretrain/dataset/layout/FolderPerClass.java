package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** {@link ClassFolders}; what no other layout recognises. */
@ApplicationScoped
class FolderPerClass implements Layout {

  private final ImageDecoders decoders;

  FolderPerClass(ImageDecoders decoders) {
    this.decoders = decoders;
  }

  @Override
  public Description description() {
    return new Description(
        "folder-per-class",
        "Images in a folder per class, optionally below train/ and test/, or unlabeled/.",
        "",
        List.of());
  }

  @Override
  public int turn() {
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean recognises(Archive archive) {
    return true;
  }

  @Override
  public PictureCollection read(Archive archive) {
    return ClassFolders.read(archive, decoders);
  }
}
