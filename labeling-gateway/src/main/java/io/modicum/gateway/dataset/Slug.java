package io.modicum.gateway.dataset;

import java.text.Normalizer;
import java.util.Locale;

/** Turns what people call a thing into the readable start of its identifier. */
public final class Slug {

  private static final int LONGEST = 40;

  private Slug() {}

  /** Returns 1 to 40 lower-case letters, digits and inner hyphens. */
  public static String of(String name) {
    String slug =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    slug = slug.substring(0, Math.min(slug.length(), LONGEST)).replaceAll("^-+|-+$", "");
    return slug.isEmpty() ? "unnamed" : slug;
  }
}
