package io.modicum.pretrain.dataset.archive;

import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the encoding of an archive's names where the archive does not tell it: UTF-8 if all names
 * are that, else the one in which they look most like words of its languages.
 *
 * <p>Class names are a few short words, too few for the letter frequencies that detectors of texts
 * go by. What tells encodings apart even in {@code Bär} is that a wrong one gives signs in the
 * middle of a word, capitals after small letters, two scripts in one word or rare ideographs.
 *
 * <p>Many encodings have two codes for some character, or characters of which Unicode's normal form
 * C makes one. Where that would make two names one, another encoding is taken. In UTF-8 it may,
 * since there such names look the same to whoever reads them.
 */
final class NameEncoding {

  /** Has a character for each byte, none of them a control, and normal form C changes none. */
  private static final Charset LAST_RESORT = Charset.forName("IBM850");

  private static final int MOST_NAMES_LOOKED_AT = 20_000;

  private static final double SIGN = -1;
  private static final double WORD_SIGN = 0.5;
  private static final double ODD = 0;
  private static final double RARE = 0.3;
  private static final double CAPITALS = 0.8;
  private static final double SOUND = 1;

  /** More hangul in a row than Chinese texts are likely to have by chance. */
  private static final int SURELY_KOREAN = 3;

  private final Charset charset;
  private final Set<UnicodeScript> scripts;

  private NameEncoding(String charset, UnicodeScript first, UnicodeScript... others) {
    this.charset = Charset.forName(charset);
    this.scripts = EnumSet.of(first, others);
  }

  /** Those of consoles, in which Windows writes zips. */
  private static final List<NameEncoding> CONSOLE =
      List.of(
          new NameEncoding("IBM850", UnicodeScript.LATIN),
          new NameEncoding("IBM437", UnicodeScript.LATIN),
          new NameEncoding("IBM852", UnicodeScript.LATIN),
          new NameEncoding("IBM857", UnicodeScript.LATIN),
          new NameEncoding("IBM866", UnicodeScript.CYRILLIC),
          new NameEncoding("IBM737", UnicodeScript.GREEK),
          new NameEncoding("IBM862", UnicodeScript.HEBREW));

  /** Those of desktops and of old Unix systems. */
  private static final List<NameEncoding> DESKTOP =
      List.of(
          new NameEncoding("windows-1252", UnicodeScript.LATIN),
          new NameEncoding("ISO-8859-15", UnicodeScript.LATIN),
          new NameEncoding("windows-1250", UnicodeScript.LATIN),
          new NameEncoding("ISO-8859-2", UnicodeScript.LATIN),
          new NameEncoding("windows-1254", UnicodeScript.LATIN),
          new NameEncoding("windows-1251", UnicodeScript.CYRILLIC),
          new NameEncoding("KOI8-R", UnicodeScript.CYRILLIC),
          new NameEncoding("windows-1253", UnicodeScript.GREEK),
          new NameEncoding("windows-1255", UnicodeScript.HEBREW),
          new NameEncoding("windows-1256", UnicodeScript.ARABIC));

  private static final List<NameEncoding> ASIAN =
      List.of(
          new NameEncoding(
              "windows-31j", UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
          new NameEncoding("GBK", UnicodeScript.HAN),
          new NameEncoding("x-windows-949", UnicodeScript.HANGUL, UnicodeScript.HAN),
          new NameEncoding("Big5", UnicodeScript.HAN),
          new NameEncoding(
              "EUC-JP", UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
          new NameEncoding("x-windows-874", UnicodeScript.THAI));

  /**
   * Returns the encoding of these names.
   *
   * @param console whether they are more likely in the encoding of a console than of a desktop
   */
  static Charset of(Collection<EntryName> names, boolean console) {
    if (names.stream().allMatch(name -> decode(StandardCharsets.UTF_8, name.bytes()).isPresent())) {
      return StandardCharsets.UTF_8;
    }
    Set<String> seen = new HashSet<>();
    List<byte[]> parts = new ArrayList<>();
    for (EntryName name : names) {
      for (String part : name.text().split("/", -1)) {
        EntryName entry = new EntryName(part, true);
        if (!entry.isAscii() && parts.size() < MOST_NAMES_LOOKED_AT && seen.add(part)) {
          parts.add(entry.bytes());
        }
      }
    }
    List<NameEncoding> candidates = new ArrayList<>(console ? CONSOLE : DESKTOP);
    candidates.addAll(console ? DESKTOP : CONSOLE);
    candidates.addAll(ASIAN);
    Charset best =
        candidates.stream()
            .max(
                Comparator.comparingDouble((NameEncoding candidate) -> candidate.score(parts))
                    .thenComparing(candidates::indexOf, Comparator.reverseOrder()))
            .orElseThrow()
            .charset;
    return tellsApart(best, names) ? best : LAST_RESORT;
  }

  /** Returns whether all names decode, and files and folders of different names keep them so. */
  private static boolean tellsApart(Charset charset, Collection<EntryName> names) {
    Map<String, String> parts = new HashMap<>();
    for (EntryName name : names) {
      for (String part : name.text().split("/", -1)) {
        Optional<String> text = decode(charset, new EntryName(part, true).bytes());
        if (text.isEmpty()) {
          return false;
        }
        String known = parts.putIfAbsent(Normalizer.normalize(text.get(), Form.NFC), part);
        if (known != null && !known.equals(part)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns the text, or empty if the bytes are none in this encoding. */
  private static Optional<String> decode(Charset charset, byte[] bytes) {
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      return Optional.of(text.toString());
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }

  /** Returns from -1 to 1 how much names look like words, weighed by their bytes. */
  private double score(List<byte[]> names) {
    double sum = 0;
    long weight = 0;
    Set<Character> hangul = new HashSet<>();
    for (byte[] name : names) {
      Optional<String> decoded = decode(charset, name);
      if (decoded.isEmpty()) {
        return Double.NEGATIVE_INFINITY;
      }
      String text = decoded.get();
      for (int i = 0; i < text.length(); i++) {
        char character = text.charAt(i);
        if (character >= 0x80) {
          byte[] bytes = String.valueOf(character).getBytes(charset);
          sum += bytes.length * plausibility(text, i, bytes);
          weight += bytes.length;
          if (UnicodeScript.of(character) == UnicodeScript.HANGUL) {
            hangul.add(character);
          }
        }
      }
    }
    double likelier = hangul.size() >= SURELY_KOREAN ? 1e-6 : 0;
    return weight == 0 ? ODD : sum / weight + likelier;
  }

  private double plausibility(String text, int at, byte[] bytes) {
    char character = text.charAt(at);
    if (!isLetter(character)) {
      return "’‘“”–—…°«»、。・「」【】（）！？ー～＿－".indexOf(character) >= 0 ? WORD_SIGN : SIGN;
    }
    UnicodeScript script = UnicodeScript.of(character);
    if (!scripts.contains(script)
        && script != UnicodeScript.COMMON
        && script != UnicodeScript.INHERITED) {
      return ODD;
    }
    if (bytes.length > 1) {
      return inFirstLevel(bytes) ? SOUND : RARE;
    }
    if (scripts.contains(UnicodeScript.KATAKANA)) {
      return RARE;
    }
    boolean afterSmall = at > 0 && Character.isLowerCase(text.charAt(at - 1));
    if (Character.isUpperCase(character) && afterSmall) {
      return ODD;
    }
    boolean amongAscii = wordHasAscii(text, at);
    if (scripts.contains(UnicodeScript.LATIN)) {
      return amongAscii ? SOUND : RARE;
    }
    if (amongAscii) {
      return ODD;
    }
    boolean capitals =
        at > 0 && Character.isUpperCase(character) && Character.isUpperCase(text.charAt(at - 1));
    return capitals ? CAPITALS : SOUND;
  }

  /** Whether a character of two bytes is among those that its standard has for daily use. */
  private boolean inFirstLevel(byte[] bytes) {
    int lead = bytes[0] & 0xff;
    int trail = bytes[1] & 0xff;
    return switch (charset.name()) {
      case "windows-31j" -> lead == 0x82 || lead == 0x83 || (lead >= 0x88 && lead <= 0x97);
      case "GBK" -> lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1;
      case "x-windows-949" -> lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1;
      case "Big5" -> lead >= 0xa4 && lead <= 0xc6;
      default -> lead == 0xa4 || lead == 0xa5 || (lead >= 0xb0 && lead <= 0xcf);
    };
  }

  private static boolean wordHasAscii(String text, int at) {
    int from = at;
    while (from > 0 && isLetter(text.charAt(from - 1))) {
      from--;
    }
    int to = at;
    while (to < text.length() && isLetter(text.charAt(to))) {
      to++;
    }
    return text.substring(from, to).chars().anyMatch(character -> character < 0x80);
  }

  /** Letters and their marks, but not the signs that Unicode counts among letters. */
  private static boolean isLetter(char character) {
    int type = Character.getType(character);
    return (Character.isLetter(character) || type == Character.NON_SPACING_MARK)
        && "ªºƒ".indexOf(character) < 0;
  }
}
