package prefmill.transforms.mask.keys;

import java.text.Normalizer;

/** The one spelling of a text: NFC, LF, trimmed. */
final class CanonicalText {
  private CanonicalText() {}

  static String of(String text) {
    String lines = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    String stripped = lines.strip();
    return Normalizer.isNormalized(stripped, Normalizer.Form.NFC)
        ? stripped
        : Normalizer.normalize(stripped, Normalizer.Form.NFC);
  }
}
