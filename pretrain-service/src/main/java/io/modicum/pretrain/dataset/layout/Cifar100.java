package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.pretrain.dataset.archive.Archive;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The official binary version of CIFAR-100 (Krizhevsky 2009). */
@ApplicationScoped
class Cifar100 implements Layout {

  private static final String CLASSES = "fine_label_names.txt";

  @Override
  public Description description() {
    return new Description(
        "cifar-100",
        "The binary version of CIFAR-100, as its makers pack it, with the 100 fine labels.",
        "Krizhevsky 2009",
        List.of());
  }

  @Override
  public int turn() {
    return 20;
  }

  @Override
  public boolean recognises(Archive archive) {
    return archive.find(CLASSES).isPresent();
  }

  /** Reads {@code train.bin} and {@code test.bin} with the fine labels. */
  @Override
  public PictureCollection read(Archive archive) {
    List<String> classes = CifarFiles.names(archive, CLASSES);
    return new PictureCollection(
        classes,
        CifarFiles.records(archive, "train.bin", 2, classes.size()),
        CifarFiles.records(archive, "test.bin", 2, classes.size()));
  }
}
