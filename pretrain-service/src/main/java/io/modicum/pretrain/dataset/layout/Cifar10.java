package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The official binary version of CIFAR-10 (Krizhevsky 2009). */
@ApplicationScoped
class Cifar10 implements Layout {

  @Override
  public Description description() {
    return new Description(
        "cifar-10",
        "The binary version of CIFAR-10, as its makers pack it.",
        "Krizhevsky 2009",
        List.of());
  }

  @Override
  public int turn() {
    return 10;
  }

  @Override
  public boolean recognises(Archive archive) {
    return archive.find("data_batch_1.bin").isPresent() || isForPython(archive);
  }

  /** Reads {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}. */
  @Override
  public PictureCollection read(Archive archive) {
    if (isForPython(archive)) {
      throw new InvalidInput(
          archive.name(), "is CIFAR's version for Python; register its binary version");
    }
    List<String> classes = CifarFiles.names(archive, "batches.meta.txt");
    List<LabelledPicture> pool = new ArrayList<>();
    for (int batch = 1; batch <= 5; batch++) {
      pool.addAll(CifarFiles.records(archive, "data_batch_" + batch + ".bin", 1, classes.size()));
    }
    return new PictureCollection(
        classes, pool, CifarFiles.records(archive, "test_batch.bin", 1, classes.size()));
  }

  private static boolean isForPython(Archive archive) {
    return archive.find("data_batch_1").isPresent() && archive.find("data_batch_1.bin").isEmpty();
  }
}
