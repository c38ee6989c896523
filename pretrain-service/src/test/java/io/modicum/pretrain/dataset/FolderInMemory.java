package io.modicum.pretrain.dataset;

import io.modicum.contracts.bucket.BucketAddress;
import io.modicum.contracts.bucket.BucketEntry;
import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.event.DatasetRegistered;
import io.modicum.contracts.store.ContentAddress;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.archive.Elsewhere;
import io.modicum.pretrain.dataset.source.ListedSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files that lie by themselves and tell which of them were read: a test decides what fails. */
class FolderInMemory implements ListedSource {

  private final SortedMap<String, byte[]> files;
  private final List<String> read = new ArrayList<>();

  FolderInMemory(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
  }

  /** Returns the paths of the files that were read, in that order. */
  List<String> read() {
    return read;
  }

  /** Reads a file; a test overrides it. */
  byte[] read(BucketEntry entry) {
    read.add(entry.path());
    return files.get(entry.path());
  }

  @Override
  public Description description() {
    return new Description(BucketAddress.SOURCE, "Files in memory.", "", List.of());
  }

  @Override
  public OptionalLong bytes(DatasetRegistered dataset) {
    return OptionalLong.empty();
  }

  @Override
  public Archive open(DatasetRegistered dataset, Runnable requireWanted) {
    return Archive.of(
        dataset.fileName(),
        "memory://photos/",
        sink ->
            files.forEach(
                (path, content) -> {
                  if (sink.wants(path)) {
                    BucketEntry entry = entry(path, content);
                    sink.listed(
                        entry,
                        new Elsewhere() {
                          @Override
                          public byte[] whole() {
                            return read(entry);
                          }

                          @Override
                          public byte[] start(int most) {
                            return Arrays.copyOf(content, most);
                          }
                        });
                  }
                }),
        requireWanted);
  }

  @Override
  public Archive open(DatasetRegistered dataset, List<BucketEntry> listed, Runnable requireWanted) {
    return Archive.someOf(
        dataset.fileName(),
        sink -> listed.forEach(entry -> sink.file(entry.path(), read(entry))),
        requireWanted);
  }

  private static BucketEntry entry(String path, byte[] content) {
    return new BucketEntry(
        "photos/" + path, path, content.length, ContentAddress.sha256(content), false);
  }
}
