package io.modicum.gateway.exchange.format;

import com.fasterxml.jackson.core.JacksonException;
import io.modicum.contracts.failure.InvalidInput;
import java.util.Locale;

/** Says where a file cannot be read, of which nothing is imported then. */
public final class UnreadableFile {

  private UnreadableFile() {}

  /**
   * @param unit what is counted, from 1
   */
  public static InvalidInput at(String unit, long number, String message) {
    return new InvalidInput(
        String.format(Locale.ROOT, "%s %d", unit, number), message + "; nothing was taken");
  }

  public static InvalidInput at(String unit, long number, JacksonException broken) {
    return at(unit, number, "cannot be read, nor what follows it: " + broken.getOriginalMessage());
  }
}
