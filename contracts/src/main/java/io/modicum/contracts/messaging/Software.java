package io.modicum.contracts.messaging;

/** The program that runs, as it names itself in what it writes. */
public record Software(String name, String version) {

  @Override
  public String toString() {
    return name + " " + version;
  }
}
