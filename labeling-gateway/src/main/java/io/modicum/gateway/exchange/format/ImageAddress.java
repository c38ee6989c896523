package io.modicum.gateway.exchange.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway's address of an image, wherever a proxy may show it.
 *
 * @param image its index in the dataset
 */
public record ImageAddress(String dataset, int image) {

  private static final Pattern PATTERN =
      Pattern.compile("(?:.*/)?datasets/([^/]+)/images/([0-9]{1,9})(?:/thumbnail)?(?:[?#].*)?");

  /** Reads an address, or returns empty if it is none that the gateway gives images. */
  public static Optional<ImageAddress> read(String address) {
    Matcher read = PATTERN.matcher(address.strip());
    return read.matches()
        ? Optional.of(new ImageAddress(read.group(1), Integer.parseInt(read.group(2))))
        : Optional.empty();
  }
}
