package io.modicum.gateway.http;

/**
 * Keeps a text from being run as a formula when a spreadsheet opens it (OWASP, "CSV Injection"): an
 * apostrophe goes before a first character that begins a formula.
 */
public final class FormulaGuard {

  private static final String BEGIN_FORMULAS = "=+-@\t\r";

  private FormulaGuard() {}

  /** Returns the text, with an apostrophe before it if it began a formula. */
  public static String guard(String text) {
    return beginsFormula(text) ? "'" + text : text;
  }

  /** Returns what was guarded. */
  public static String unguarded(String text) {
    return text.startsWith("'") && beginsFormula(text.substring(1)) ? text.substring(1) : text;
  }

  private static boolean beginsFormula(String text) {
    return !text.isEmpty() && BEGIN_FORMULAS.indexOf(text.charAt(0)) >= 0;
  }
}
