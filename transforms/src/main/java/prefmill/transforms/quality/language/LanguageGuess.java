package prefmill.transforms.quality.language;

import com.github.pemistahl.lingua.api.IsoCode639_1;
import com.github.pemistahl.lingua.api.Language;
import com.github.pemistahl.lingua.api.LanguageDetector;
import com.github.pemistahl.lingua.api.LanguageDetectorBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells how likely a text is written in one of some languages, by Lingua's models of trigrams.
 *
 * <p>The detector chooses among the languages asked for and the thirty most written ones. Models
 * are loaded when a text first needs them, those of its script only, once for all threads: all
 * thirty take 35 MB and a second, where Lingua's full models take 700 MB and five seconds.
 */
final class LanguageGuess {
  private static final Set<Language> MOST_WRITTEN =
      EnumSet.of(
          Language.ARABIC,
          Language.BOKMAL,
          Language.BULGARIAN,
          Language.CHINESE,
          Language.CZECH,
          Language.DANISH,
          Language.DUTCH,
          Language.ENGLISH,
          Language.FINNISH,
          Language.FRENCH,
          Language.GERMAN,
          Language.GREEK,
          Language.HEBREW,
          Language.HINDI,
          Language.HUNGARIAN,
          Language.INDONESIAN,
          Language.ITALIAN,
          Language.JAPANESE,
          Language.KOREAN,
          Language.PERSIAN,
          Language.POLISH,
          Language.PORTUGUESE,
          Language.ROMANIAN,
          Language.RUSSIAN,
          Language.SPANISH,
          Language.SWEDISH,
          Language.THAI,
          Language.TURKISH,
          Language.UKRAINIAN,
          Language.VIETNAMESE);

  private static final Map<Set<Language>, LanguageDetector> DETECTORS = new ConcurrentHashMap<>();

  private LanguageGuess() {}

  /** The codes (ISO 639-1) of all languages that can be asked for. */
  static List<String> codes() {
    Set<String> codes = new TreeSet<>();
    for (Language language : Language.values()) {
      if (language != Language.UNKNOWN) {
        codes.add(language.getIsoCode639_1().toString());
      }
    }
    return List.copyOf(codes);
  }

  /**
   * The confidence in the likeliest of these languages, 1 if no other is likelier, else as a share
   * of the confidence in the likeliest of all; 1 if nothing can be told.
   */
  static double of(String text, List<String> codes) {
    Set<Language> asked = EnumSet.noneOf(Language.class);
    codes.forEach(code -> asked.add(language(code)));
    Map<Language, Double> confidence = detector(asked).computeLanguageConfidenceValues(text);
    return confidence.isEmpty()
        ? 1
        : asked.stream().mapToDouble(l -> confidence.getOrDefault(l, 0.0)).max().orElse(1);
  }

  private static LanguageDetector detector(Set<Language> asked) {
    Set<Language> among = EnumSet.copyOf(MOST_WRITTEN);
    among.addAll(asked);
    return DETECTORS.computeIfAbsent(
        among,
        languages ->
            LanguageDetectorBuilder.fromLanguages(languages.toArray(new Language[0]))
                .withLowAccuracyMode()
                .build());
  }

  private static Language language(String code) {
    return Language.getByIsoCode639_1(IsoCode639_1.valueOf(code.toUpperCase(Locale.ROOT)));
  }
}
