package prefmill.transforms.mask.corpus;

import java.util.List;
import java.util.Random;

/**
 * A text with one value in it, and with numbers and words that are none.
 *
 * @param text the whole text
 * @param start the value's first character
 * @param end the place after its last character
 */
record Labelled(String text, int start, int end) {
  /** Puts a value of a kind into one of its sentences, and a paragraph of look-alikes behind it. */
  static Labelled of(Kind kind, Random random) {
    String value = kind.values().apply(random);
    List<String> sentences = kind.sentences();
    String sentence = sentences.get(random.nextInt(sentences.size()));
    int start = sentence.indexOf("%s");
    String text = sentence.replace("%s", value) + "\n\n" + Lookalikes.paragraph(random);
    return new Labelled(text, start, start + value.length());
  }

  /** The value. */
  String value() {
    return text.substring(start, end);
  }

  /** How many characters of a masked span lie outside the value. */
  int outside(MaskedSpans.Span span) {
    int inside = Math.min(span.end(), end) - Math.max(span.start(), start);
    return span.end() - span.start() - Math.max(0, inside);
  }

  /** Whether a masked span covers the whole value. */
  boolean isWithin(MaskedSpans.Span span) {
    return span.start() <= start && span.end() >= end;
  }
}
