package io.modicum.pretrain.dataset;

import io.modicum.contracts.event.ArchiveFormat;
import io.modicum.contracts.failure.InvalidInput;

/** Tells which images an archive holds, by its declared or detected layout. */
final class ArchiveLayout {

  private ArchiveLayout() {}

  /** Reads the layout. A class that it names but has no image of is none. */
  static PictureCollection read(Archive archive, ArchiveFormat declared) {
    return readAs(declared == ArchiveFormat.AUTO ? detect(archive) : declared, archive)
        .withoutEmptyClasses();
  }

  private static PictureCollection readAs(ArchiveFormat format, Archive archive) {
    return switch (format) {
      case CIFAR_10 -> Cifar.cifar10(archive);
      case CIFAR_100 -> Cifar.cifar100(archive);
      case TINY_IMAGENET -> TinyImageNet.read(archive);
      case IDX -> Idx.read(archive);
      case FOLDER_PER_CLASS -> FolderPerClass.read(archive);
      case AUTO -> throw new IllegalStateException("detected nothing");
    };
  }

  static ArchiveFormat detect(Archive archive) {
    if (archive.find("data_batch_1.bin").isPresent()) {
      return ArchiveFormat.CIFAR_10;
    }
    if (archive.find("fine_label_names.txt").isPresent()) {
      return ArchiveFormat.CIFAR_100;
    }
    if (archive.find("wnids.txt").isPresent()) {
      return ArchiveFormat.TINY_IMAGENET;
    }
    if (archive.paths().stream().anyMatch(Idx::isImages)) {
      return ArchiveFormat.IDX;
    }
    if (archive.find("data_batch_1").isPresent()) {
      throw new InvalidInput(
          archive.name(), "is CIFAR's version for Python; register its binary version");
    }
    return ArchiveFormat.FOLDER_PER_CLASS;
  }
}
