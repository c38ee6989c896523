package io.modicum.gateway.dataset;

import java.util.Locale;

/** How rows and the addresses of datasets have spelt formats since the first release. */
final class FormatSpelling {

  private FormatSpelling() {}

  /** Returns e.g. {@code CIFAR_10} for {@code cifar-10}. */
  static String stored(String format) {
    return format.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Returns e.g. {@code cifar-10} for {@code CIFAR_10}. */
  static String read(String stored) {
    return stored.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
