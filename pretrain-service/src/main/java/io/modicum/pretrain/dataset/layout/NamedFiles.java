package io.modicum.pretrain.dataset.layout;

import io.modicum.pretrain.dataset.archive.Archive;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the files that tables name. A name counts from the table's folder, as in Hugging Face's
 * image folders, or from one around it; it may lack folders, if no other file ends so, and have
 * more of them than there are here, if all names of its table have. URIs of a bucket that is read
 * are those of its files.
 */
final class NamedFiles {

  private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://(.*)");
  private static final Pattern OF_WEB = Pattern.compile("(?i)https?://[^?#]*");
  private static final Pattern OF_BUCKETS = Pattern.compile("(?i)s3[an]?://");
  private static final Pattern ESCAPES = Pattern.compile("(%[0-9A-Fa-f]{2})+");

  /** No file system and no bucket has longer ones. */
  private static final int LONGEST_NAME = 4_096;

  private static final int MOST_FOLDERS = 64;

  private final Archive archive;
  private final SortedSet<String> files;
  private String indexed = "";
  private NavigableSet<String> byEnding;

  NamedFiles(Archive archive) {
    this.archive = archive;
    this.files = archive.paths();
    this.byEnding = index(files);
  }

  private static NavigableSet<String> index(Collection<String> paths) {
    return paths.stream().map(NamedFiles::reversed).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the file that each row of a table means, in the order of the rows. */
  List<Optional<String>> of(LabelTable table) {
    String folder = table.file().folder();
    List<String> around = around(folder);
    List<Optional<String>> names = table.rows().stream().map(row -> pathOf(row.name())).toList();
    List<Optional<String>> found = each(names, name -> at(around, name));
    Set<String> taken = found.stream().flatMap(Optional::stream).collect(Collectors.toSet());
    for (int row = 0; row < names.size(); row++) {
      if (found.get(row).isEmpty()) {
        found.set(row, search(names.get(row), name -> onlyBelow(folder, name, taken)));
      }
    }
    Optional<List<Optional<String>>> shorter = withoutSharedFolder(names);
    for (int folders = 0; folders < MOST_FOLDERS && shorter.isPresent(); folders++) {
      if (found.stream().anyMatch(Optional::isPresent)) {
        return found;
      }
      found = each(shorter.get(), name -> at(around, name));
      shorter = withoutSharedFolder(shorter.get());
    }
    return found;
  }

  /** Returns a folder and those around it, from it outwards. */
  private static List<String> around(String folder) {
    List<String> folders = new ArrayList<>(List.of(folder));
    for (String at = folder; !at.isEmpty() && folders.size() < MOST_FOLDERS; ) {
      at = at.substring(0, at.lastIndexOf('/', at.length() - 2) + 1);
      folders.add(at);
    }
    return folders;
  }

  /** Returns the path that a name has here if all folders before it are here, too. */
  private Optional<String> pathOf(String name) {
    if (name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    Matcher uri = URI.matcher(name);
    if (!uri.matches()) {
      return Optional.of(normalised(name.replace('\\', '/')));
    }
    Matcher bucket = OF_BUCKETS.matcher(name);
    if (archive.address().isPresent() && bucket.lookingAt()) {
      String address = "s3://" + name.substring(bucket.end());
      return archive
          .address()
          .filter(address::startsWith)
          .map(prefix -> address.substring(prefix.length()));
    }
    Matcher web = OF_WEB.matcher(name);
    return Optional.of(web.lookingAt() ? web.group() : name);
  }

  private static String normalised(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static List<Optional<String>> each(
      List<Optional<String>> names, Function<String, Optional<String>> search) {
    List<Optional<String>> found = new ArrayList<>(names.size());
    names.forEach(name -> found.add(search(name, search)));
    return found;
  }

  /** Searches for a name as it stands and, if there is nothing, for what its escapes stand for. */
  private static Optional<String> search(
      Optional<String> name, Function<String, Optional<String>> search) {
    return name.flatMap(search)
        .or(
            () ->
                name.filter(escaped -> ESCAPES.matcher(escaped).find())
                    .map(NamedFiles::unescaped)
                    .flatMap(search));
  }

  private static String unescaped(String name) {
    String text =
        ESCAPES
            .matcher(name)
            .replaceAll(
                run ->
                    Matcher.quoteReplacement(
                        URLDecoder.decode(run.group(), StandardCharsets.UTF_8)));
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Returns the names without the folder that all begin with, or empty if there is none. */
  private static Optional<List<Optional<String>>> withoutSharedFolder(
      List<Optional<String>> names) {
    return names.stream()
        .flatMap(Optional::stream)
        .findFirst()
        .map(name -> name.substring(0, name.indexOf('/') + 1))
        .filter(
            folder ->
                !folder.isEmpty()
                    && names.stream()
                        .flatMap(Optional::stream)
                        .allMatch(name -> name.startsWith(folder)))
        .map(
            folder ->
                names.stream().map(name -> name.map(at -> at.substring(folder.length()))).toList());
  }

  /** Returns the file at a name from the first folder or, if the name has folders, from others. */
  private Optional<String> at(List<String> folders, String name) {
    return folders.stream()
        .limit(name.indexOf('/') < 0 ? 1 : folders.size())
        .map(folder -> name.startsWith("../") ? normalised(folder + name) : folder + name)
        .filter(files::contains)
        .findFirst();
  }

  /** Returns the only file below a folder that ends with a name, unless it is taken. */
  private Optional<String> onlyBelow(String folder, String name, Set<String> taken) {
    if (!folder.equals(indexed)) {
      indexed = folder;
      byEnding = index(files.subSet(folder, folder + Character.MAX_VALUE));
    }
    String end = reversed("/" + name);
    List<String> ending =
        byEnding.tailSet(end).stream().takeWhile(path -> path.startsWith(end)).limit(2).toList();
    return Optional.of(ending)
        .filter(some -> some.size() == 1)
        .map(some -> reversed(some.get(0)))
        .filter(path -> !taken.contains(path));
  }

  private static String reversed(String path) {
    return new StringBuilder(path).reverse().toString();
  }
}
