package io.modicum.gateway.dataset;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the files of a dataset's images lay in its archive, to find an image by what others call
 * its file. Thread-safe.
 */
public final class ImagePaths {

  private final List<String> paths;
  private final Map<String, List<Integer>> byName = new HashMap<>();
  private final int wrapper;

  /**
   * @param paths of all images in their order, with slashes; empty for an image without a file
   */
  ImagePaths(List<String> paths) {
    this.paths = paths.stream().map(ImagePaths::normal).toList();
    for (int image = 0; image < paths.size(); image++) {
      if (!this.paths.get(image).isEmpty()) {
        byName.computeIfAbsent(name(this.paths.get(image)), name -> new ArrayList<>(1)).add(image);
      }
    }
    this.wrapper = sharedFolders(this.paths);
  }

  /**
   * Returns the images that a path may mean: those whose path it is; else those whose path ends
   * with its folders and name; else the one whose path, without the folders that all share, is the
   * longest that it ends with. Names compare in normalisation form C (Unicode Standard Annex 15).
   */
  public List<Integer> find(String path) {
    String sought = normal(path);
    List<Integer> sameName = byName.getOrDefault(name(sought), List.of());
    List<Integer> same = sameName.stream().filter(i -> paths.get(i).equals(sought)).toList();
    if (!same.isEmpty()) {
      return same;
    }
    List<Integer> deeper =
        sameName.stream().filter(i -> paths.get(i).endsWith("/" + sought)).toList();
    return deeper.isEmpty() ? shallower(sought, sameName) : deeper;
  }

  private List<Integer> shallower(String sought, List<Integer> sameName) {
    List<Integer> ends =
        sameName.stream().filter(i -> sought.endsWith("/" + unwrapped(i))).toList();
    int longest = ends.stream().mapToInt(i -> unwrapped(i).length()).max().orElse(0);
    return ends.stream().filter(i -> unwrapped(i).length() == longest).toList();
  }

  /** Returns how many images there are. */
  public int size() {
    return paths.size();
  }

  /** Returns where an image's file lies, empty if it has none. */
  public String path(int image) {
    return paths.get(image);
  }

  private String unwrapped(int image) {
    return paths.get(image).substring(wrapper);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String normal(String path) {
    String slashes = Normalizer.normalize(path, Normalizer.Form.NFC).replace('\\', '/');
    return slashes.startsWith("./") ? slashes.substring(2) : slashes;
  }

  /** Returns the length of the folders that the paths of all files begin with. */
  private static int sharedFolders(List<String> paths) {
    List<String> files = paths.stream().filter(path -> !path.isEmpty()).toList();
    if (files.isEmpty()) {
      return 0;
    }
    String shared = files.get(0);
    for (String file : files) {
      int length = 0;
      while (length < Math.min(shared.length(), file.length())
          && shared.charAt(length) == file.charAt(length)) {
        length++;
      }
      shared = shared.substring(0, length);
    }
    return shared.lastIndexOf('/') + 1;
  }
}
