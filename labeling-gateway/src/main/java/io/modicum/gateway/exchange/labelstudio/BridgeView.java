package io.modicum.gateway.exchange.labelstudio;

/**
 * A campaign's bridge to Label Studio as clients see it, without its token.
 *
 * @param events the address that Label Studio's webhook is to call
 * @param sent tasks that the project has
 * @param problem what went wrong last, empty if all is well
 * @param passedOver annotations that could not be taken, and tasks that the project refuses
 * @param lastPassedOver which was the last of these, and why; empty if there is none
 */
record BridgeView(
    String url,
    long project,
    String events,
    int sent,
    String problem,
    long passedOver,
    String lastPassedOver) {

  static BridgeView of(Bridge bridge, int sent) {
    return new BridgeView(
        bridge.url(),
        bridge.project(),
        "/api/v1/campaigns/" + bridge.campaign() + "/label-studio/events",
        sent,
        bridge.problem(),
        bridge.passedOver(),
        bridge.lastPassedOver());
  }
}
