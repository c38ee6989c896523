package io.modicum.pretrain.dataset.layout;

import io.modicum.contracts.catalogue.Description;
import io.modicum.contracts.failure.InvalidInput;
import io.modicum.pretrain.dataset.archive.Archive;
import io.modicum.pretrain.dataset.picture.ImageDecoders;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tiny ImageNet as distributed by Stanford's CS231n: {@code train/<wnid>/images/}, and {@code val/}
 * as the test split, since the classes of its own test split were never published.
 */
@ApplicationScoped
class TinyImageNet implements Layout {

  private static final Pattern TRAIN = Pattern.compile("(?:.*/)?train/(n[0-9]+)/images/[^/]+");
  private static final Pattern VALIDATION = Pattern.compile("(?:.*/)?val/images/([^/]+)");

  private final ImageDecoders decoders;

  TinyImageNet(ImageDecoders decoders) {
    this.decoders = decoders;
  }

  @Override
  public Description description() {
    return new Description(
        "tiny-imagenet", "Tiny ImageNet, as CS231n packs it.", "Stanford CS231n", List.of());
  }

  @Override
  public int turn() {
    return 30;
  }

  @Override
  public boolean recognises(Archive archive) {
    return archive.find("wnids.txt").isPresent();
  }

  @Override
  public PictureCollection read(Archive archive) {
    List<String> classes = lines(archive, "wnids.txt").stream().map(String::strip).toList();
    Map<String, Integer> labels = new TreeMap<>();
    classes.forEach(wnid -> labels.put(wnid, labels.size()));
    Map<String, String> annotations = new TreeMap<>();
    for (String line : lines(archive, "val_annotations.txt")) {
      String[] fields = line.split("\t");
      if (fields.length < 2) {
        throw new InvalidInput("val_annotations.txt", "has a line without a class: " + line);
      }
      annotations.put(fields[0], fields[1]);
    }
    List<LabelledPicture> pool = new ArrayList<>();
    List<LabelledPicture> test = new ArrayList<>();
    for (String path : archive.paths()) {
      Matcher train = TRAIN.matcher(path);
      Matcher validation = VALIDATION.matcher(path);
      if (train.matches()) {
        pool.add(picture(archive, path, labels.get(train.group(1))));
      } else if (validation.matches()) {
        String wnid = annotations.get(validation.group(1));
        test.add(picture(archive, path, wnid == null ? null : labels.get(wnid)));
      }
    }
    return new PictureCollection(names(archive, classes), pool, test);
  }

  private LabelledPicture picture(Archive archive, String path, Integer label) {
    if (label == null) {
      throw new InvalidInput(path, "is of a class that wnids.txt does not have");
    }
    return new LabelledPicture(decoders.picture(archive, path), label);
  }

  /** Returns the first English word of each class, and its wnid where two would be the same. */
  private static List<String> names(Archive archive, List<String> wnids) {
    if (archive.find("words.txt").isEmpty()) {
      return wnids;
    }
    Map<String, String> words = new TreeMap<>();
    for (String line : lines(archive, "words.txt")) {
      String[] fields = line.split("\t");
      if (fields.length == 2) {
        words.put(fields[0], fields[1].split(",")[0].strip());
      }
    }
    List<String> names = new ArrayList<>();
    for (String wnid : wnids) {
      String word = words.getOrDefault(wnid, wnid);
      names.add(names.contains(word) ? word + " (" + wnid + ")" : word);
    }
    return names;
  }

  private static List<String> lines(Archive archive, String file) {
    String text = new String(archive.read(archive.require(file)), StandardCharsets.UTF_8);
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
