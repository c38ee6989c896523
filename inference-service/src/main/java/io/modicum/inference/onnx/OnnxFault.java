package io.modicum.inference.onnx;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What ONNX Runtime says of a network that it cannot use, for whoever exported it: without error
 * codes, files of this machine and places in ONNX Runtime's source.
 */
final class OnnxFault {

  private static final Pattern NOISE =
      Pattern.compile(
          "Error code - \\S+ - message: "
              + "|Load model from .*? failed:"
              + "|\\S*/onnxruntime/\\S+\\.(?:cc|cpp|cu|h):\\d+ (?:[^()]*\\([^()]*\\)(?: const)? )?"
              + "|Name:'' ");

  private static final Known[] KNOWN = {
    new Known(
        Pattern.compile("Unsupported model IR version: (\\d+), max supported IR version: (\\d+)"),
        found ->
            "it has IR version "
                + found.group(1)
                + ", and this ONNX Runtime reads up to "
                + found.group(2)
                + "; export it with an older onnx package, or set network.ir_version = "
                + found.group(2)
                + " before onnx.save(network, 'network.onnx')"),
    new Known(
        Pattern.compile("Opset (\\d+) is under development.*till opset (\\d+)", Pattern.DOTALL),
        found ->
            "it uses opset "
                + found.group(1)
                + ", and this ONNX Runtime knows up to "
                + found.group(2)
                + "; export it with opset_version=17"),
    new Known(
        Pattern.compile("Fatal error: ([^\\s(]+)(?:\\(-?\\d+\\))? is not a registered function/op"),
        OnnxFault::unknownOperator),
    new Known(Pattern.compile("No Op registered for (\\S+) with"), OnnxFault::unknownOperator),
  };

  private OnnxFault() {}

  /** What to change, where that is known. */
  private record Known(Pattern pattern, Function<MatchResult, String> words) {}

  /** Returns the words for a failure. */
  static String words(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return Stream.of(KNOWN)
        .flatMap(known -> matches(known, said))
        .findFirst()
        .orElseGet(() -> NOISE.matcher(said).replaceAll("").strip());
  }

  private static String unknownOperator(MatchResult found) {
    return "it uses the operator "
        + found.group(1)
        + ", which is none of ONNX's own; export it without";
  }

  private static Stream<String> matches(Known known, String said) {
    return known.pattern.matcher(said).results().map(known.words);
  }
}
