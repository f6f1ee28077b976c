package prefmill.pipelines.property.caps;

import java.util.Random;

/** Different texts without end, the same ones for the same number. */
final class Phrases {
  private static final String VOWELS = "aeiou";
  private static final String CONSONANTS = "bdfgklmnprstvz";

  private Phrases() {}

  /** So many words. */
  static String of(long number, int words) {
    Random random = new Random(number * 2_654_435_761L);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ");
      for (int syllable = 0; syllable < 3; syllable++) {
        text.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
        text.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
      }
    }
    return text.toString();
  }
}
