package prefmill.transforms.keys;

import java.text.Normalizer;

/**
 * The form in which texts are compared: Unicode NFC, line feeds only, no white space at either end.
 */
public final class CanonicalText {
  private CanonicalText() {}

  /** The canonical form; null stays null. */
  public static String of(String text) {
    if (text == null) {
      return null;
    }
    String lines = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    String composed =
        Normalizer.isNormalized(lines, Normalizer.Form.NFC)
            ? lines
            : Normalizer.normalize(lines, Normalizer.Form.NFC);
    return composed.strip();
  }
}
