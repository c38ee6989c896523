package io.modicum.gateway.labeling.answer;

/**
 * Who does something, and from where.
 *
 * @param name of the annotator or reviewer
 * @param address of the client on the network; empty for the gateway itself
 * @param agent software of the client, as it calls itself; empty where it does not
 */
public record Actor(String name, String address, String agent) {

  /** A part of the gateway. */
  public static Actor gateway(String name) {
    return new Actor(name, "", "");
  }
}
