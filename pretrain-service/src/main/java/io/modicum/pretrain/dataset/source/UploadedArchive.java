package io.modicum.pretrain.dataset.source;

import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.failure.Unavailable;
import io.modicum.contracts.store.ObjectStore;
import io.modicum.contracts.store.ScratchFolder;
import io.modicum.pretrain.dataset.archive.Archive;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** An archive that was uploaded. */
@ApplicationScoped
public class UploadedArchive implements Source {

  private final ObjectStore store;

  public UploadedArchive(ObjectStore store) {
    this.store = store;
  }

  @Override
  public Description description() {
    return new Description("archive", "An archive that is uploaded.", "", List.of());
  }

  @Override
  public OptionalLong bytes(DatasetRegistered dataset) {
    return OptionalLong.of(store.size(dataset.archive()).orElse(0));
  }

  @Override
  public Archive open(DatasetRegistered dataset, Runnable requireWanted) {
    Path file = temporaryFile();
    try {
      ArchiveDownload.to(file, store, dataset.archive(), requireWanted);
      return Archive.open(file, dataset.fileName(), requireWanted);
    } finally {
      delete(file);
    }
  }

  private static Path temporaryFile() {
    try {
      return ScratchFolder.ofMachine().newFile();
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new Unavailable("temporary folder", failure);
    }
  }
}
