package io.modicum.contracts.catalogue;

import io.modicum.contracts.failure.InvalidInput;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** All of a kind that a service has. */
public final class Offerings<T extends Offering> {

  private final List<T> all;

  /**
   * @param found as the service finds them
   * @param order in which users see them
   */
  public Offerings(Iterable<T> found, Comparator<? super T> order) {
    all = StreamSupport.stream(found.spliterator(), false).sorted(order).toList();
    long names = all.stream().map(one -> one.description().name()).distinct().count();
    if (names < all.size()) {
      throw new IllegalStateException("two have the same name: " + descriptions());
    }
  }

  /** Orders them by name. */
  public Offerings(Iterable<T> found) {
    this(found, Comparator.comparing((T one) -> one.description().name()));
  }

  /** Returns all, in order. */
  public List<T> all() {
    return all;
  }

  /**
   * Returns the one of a name.
   *
   * @param field where it is named, such as {@code pretraining.method}
   * @throws InvalidInput if there is none; names those that there are
   */
  public T named(String name, String field) {
    Described named = Described.named(descriptions(), name, field);
    return all.get(descriptions().indexOf(named));
  }

  private List<Described> descriptions() {
    return all.stream().<Described>map(Offering::description).toList();
  }

  /**
   * Returns what users see of them.
   *
   * @param software name and version of the service
   */
  public Catalogue catalogue(String software) {
    return new Catalogue(software, descriptions().stream().map(Description::of).toList());
  }
}
