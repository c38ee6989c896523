package io.modicum.experiments.plot;

import java.util.Locale;

/** A picture in the making. */
final class Svg {

  private final StringBuilder text = new StringBuilder();

  /** Begins a picture of this size in pixels, on white. */
  Svg(int width, int height, int fontSize) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'"
            + " font-family='system-ui, sans-serif' font-size='%d' fill='#333'>%n"
            + "<rect width='100%%' height='100%%' fill='white'/>%n",
        width, height, width, height, fontSize);
  }

  /** Adds elements; texts among the values must be {@linkplain #escape escaped}. */
  Svg add(String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values));
    return this;
  }

  /** Returns the finished picture. */
  String end() {
    return text + "</svg>\n";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
