package io.modicum.gateway.outbox;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;

/** The current trace as text (W3C Trace Context), so that work can wait and go on in its trace. */
public final class TraceParent {

  private static final String FIELD = "traceparent";

  private TraceParent() {}

  /** Returns the current trace, or an empty text if there is none. */
  public static String current() {
    Map<String, String> fields = new HashMap<>();
    W3CTraceContextPropagator.getInstance().inject(Context.current(), fields, Map::put);
    return fields.getOrDefault(FIELD, "");
  }

  /** Does some work in a trace. */
  public static void resume(String traceparent, Runnable work) {
    W3CTraceContextPropagator.getInstance()
        .extract(Context.root(), Map.of(FIELD, traceparent), MapGetter.MAP)
        .wrap(work)
        .run();
  }

  private enum MapGetter implements TextMapGetter<Map<String, String>> {
    MAP;

    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public String get(Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }
}
