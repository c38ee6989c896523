package io.modicum.contracts.event;

import io.modicum.contracts.campaign.DatasetId;
import java.util.Optional;

/**
 * An archive was uploaded and waits to be packed.
 *
 * @param name what people call the dataset
 * @param format layout of the archive
 * @param archive object key of the archive
 * @param fileName the archive as its owner named it, which tells its compression
 * @param imageSize pixels per side to resize to, 0 to keep the size that all images share
 */
public record DatasetRegistered(
    DatasetId dataset,
    String name,
    ArchiveFormat format,
    String archive,
    String fileName,
    int imageSize)
    implements Event {

  @Override
  public String subject() {
    return dataset.value();
  }

  @Override
  public Optional<String> wantedWhile() {
    return Optional.of(archive);
  }
}
