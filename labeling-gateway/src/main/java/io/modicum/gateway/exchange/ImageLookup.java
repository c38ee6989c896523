package io.modicum.gateway.exchange;

import io.modicum.contracts.failure.InvalidInput;
import io.modicum.gateway.campaign.RegisteredCampaign;
import io.modicum.gateway.dataset.ImagePaths;
import io.modicum.gateway.exchange.format.ImageAddress;
import io.modicum.gateway.exchange.format.ImageReference;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the images of a campaign's pool that rows mean: by the path of their file, by an address
 * that the gateway gave them, or by an index that is said to be one. People number their files as
 * they like, so any other number is an index only where the dataset's images have no files.
 */
final class ImageLookup {

  /** An image itself in place of its address. */
  private static final String DATA = "data:";

  /** Label Studio's address of a file in its own storage (guide, "Local storage"). */
  private static final Pattern LOCAL_FILE = Pattern.compile(".*/local-files/?\\?d=([^&#]*).*");

  /** What Label Studio puts before the name of a file that was uploaded to it. */
  private static final Pattern UPLOADED = Pattern.compile(".*/upload/.*/[0-9a-f]{8}-([^/]+)");

  /** What Label Studio leaves out of such a name (Django's {@code get_valid_filename}). */
  private static final Pattern LEFT_OUT =
      Pattern.compile("[^-\\w.]", Pattern.UNICODE_CHARACTER_CLASS);

  private static final int MOST_NAMED = 3;
  private static final int LONGEST_SHOWN = 200;

  private final RegisteredCampaign campaign;
  private final Supplier<Optional<ImagePaths>> paths;
  private final Map<String, List<Integer>> uploads = new HashMap<>();
  private Optional<Optional<ImagePaths>> read = Optional.empty();

  /**
   * @param paths read once they are needed
   */
  ImageLookup(RegisteredCampaign campaign, Supplier<Optional<ImagePaths>> paths) {
    this.campaign = campaign;
    this.paths = paths;
  }

  /**
   * Returns the index of the image that a row means.
   *
   * @throws InvalidInput if it means none, or more than one, or none of the pool
   */
  int image(ImageReference reference) {
    if (reference instanceof ImageReference.Index index) {
      return inPool(index.image());
    }
    ImageReference.Name name = (ImageReference.Name) reference;
    String address = name.text();
    Optional<ImageAddress> ours = ImageAddress.read(address);
    if (address.regionMatches(true, 0, DATA, 0, DATA.length())) {
      throw invalid(
          "must be named by its file's path or its index where its address is a data: URL");
    }
    if (ours.isPresent()) {
      return byAddress(ours.get());
    }
    return name.number().isPresent()
        ? byNumber(address, name.number().getAsInt())
        : byPath(address);
  }

  private int byAddress(ImageAddress ours) {
    if (!ours.dataset().equals(campaign.dataset().value())) {
      throw invalid(
          "is of the dataset " + ours.dataset() + ", the campaign's is " + campaign.dataset());
    }
    return inPool(ours.image());
  }

  private int byNumber(String text, int number) {
    if (known().isEmpty()) {
      return inPool(number);
    }
    List<Integer> called = known().get().find(text);
    if (called.size() == 1) {
      return ofPool(called.get(0), text);
    }
    throw invalid(
        "'"
            + text
            + "' may be the image's index or a name of its file; give the file's path, such as "
            + known().get().path(0)
            + ", or say with &index= which column or field has the index");
  }

  private int byPath(String address) {
    ImagePaths known =
        known()
            .orElseThrow(
                () ->
                    invalid(
                        "must be the image's index in the dataset or its address …/datasets/"
                            + campaign.dataset()
                            + "/images/17, since the dataset knows no files by name; was '"
                            + shown(address)
                            + "'"));
    for (List<Integer> found : found(known, address)) {
      if (found.size() > 1) {
        throw invalid(
            "'"
                + shown(address)
                + "' may be any of "
                + String.join(", ", found.stream().limit(MOST_NAMED).map(known::path).toList())
                + (found.size() > MOST_NAMED ? ", …" : "")
                + "; give more of its path");
      }
      if (!found.isEmpty()) {
        return ofPool(found.get(0), address);
      }
    }
    throw invalid(
        "must be the image's index in the dataset or the path of its file, such as "
            + known.path(0)
            + "; the dataset has no '"
            + shown(address)
            + "'");
  }

  private Optional<ImagePaths> known() {
    if (read.isEmpty()) {
      read = Optional.of(paths.get());
    }
    return read.get();
  }

  /**
   * Returns the images that an address may mean, for each way to read it, the most literal first.
   */
  private List<List<Integer>> found(ImagePaths known, String address) {
    List<List<Integer>> found = new ArrayList<>();
    found.add(known.find(address));
    Matcher local = LOCAL_FILE.matcher(address);
    if (local.matches()) {
      found.add(known.find(decoded(local.group(1))));
    }
    String path = decoded(address.replaceFirst("[?#].*", ""));
    found.add(known.find(path));
    Matcher uploaded = UPLOADED.matcher(path);
    if (uploaded.matches()) {
      found.add(known.find(uploaded.group(1)));
      found.add(uploads(known).getOrDefault(uploaded.group(1), List.of()));
    }
    return found;
  }

  /** Returns the images by the names that their files get when they are uploaded. */
  private Map<String, List<Integer>> uploads(ImagePaths known) {
    if (uploads.isEmpty()) {
      for (int image = 0; image < known.size(); image++) {
        String name = known.path(image).replaceFirst(".*/", "").strip().replace(' ', '_');
        uploads
            .computeIfAbsent(LEFT_OUT.matcher(name).replaceAll(""), key -> new ArrayList<>(1))
            .add(image);
      }
    }
    return uploads;
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException literal) {
      return path;
    }
  }

  private int inPool(int image) {
    if (image >= campaign.pool()) {
      throw invalid("must be below " + campaign.pool() + ", the size of the pool");
    }
    return image;
  }

  private int ofPool(int image, String address) {
    if (image >= campaign.pool()) {
      throw invalid("'" + shown(address) + "' is of the test split, which is not labelled");
    }
    return image;
  }

  private static String shown(String address) {
    return address.length() > LONGEST_SHOWN ? address.substring(0, LONGEST_SHOWN) + "…" : address;
  }

  private static InvalidInput invalid(String message) {
    return new InvalidInput("image", message);
  }
}
