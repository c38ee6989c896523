package io.modicum.contracts.store;

import io.modicum.contracts.campaign.BackboneId;
import io.modicum.contracts.campaign.CampaignSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Names derived from what a thing was made of, so that equal inputs share one output. */
public final class ContentAddress {

  private static final int ADDRESS_DIGITS = 32;

  private ContentAddress() {}

  /** Returns the name of the backbone that a self-supervised campaign freezes. */
  public static BackboneId pretrainedBackbone(CampaignSpecification specification) {
    return specification
        .registeredBackbone()
        .orElseGet(
            () ->
                new BackboneId(
                    specification.pretraining().methodName()
                        + "-"
                        + address(
                            specification.dataset(),
                            specification.backbone(),
                            specification.pretraining())));
  }

  /**
   * Returns the name of the backbone that a from-scratch campaign trains on a labelled set.
   *
   * @param labels class of each image of the pool, −1 where it is not in the labelled set
   */
  public static BackboneId scratchBackbone(CampaignSpecification specification, int[] labels) {
    List<List<Integer>> pairs =
        IntStream.range(0, labels.length)
            .filter(image -> labels[image] >= 0)
            .mapToObj(image -> List.of(image, labels[image]))
            .toList();
    List<Object> madeOf =
        new ArrayList<>(
            List.of(
                specification.dataset(),
                specification.backbone(),
                specification.supervised(),
                specification.seed(),
                pairs));
    if (!specification.classes().isEmpty()) {
      madeOf.add(specification.classes().size());
    }
    return new BackboneId("scratch-" + address(madeOf.toArray()));
  }

  private static String address(Object... madeOf) {
    return sha256(Json.bytes(madeOf)).substring(0, ADDRESS_DIGITS);
  }

  /** Returns the SHA-256 in lower-case hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** Returns the SHA-256 of a file's bytes in lower-case hexadecimal. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns a new SHA-256 digest. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
