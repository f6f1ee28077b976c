package prefmill.transforms.quality.language;

import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Selection;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;

/**
 * Refuses an answer to be learned that is clearly in none of the policy's languages; off unless a
 * policy lists them.
 *
 * @param languages codes (ISO 639-1)
 * @param minWords the fewest words that are judged
 * @param minConfidence the least confidence in a listed language, as a share of that in the
 *     likeliest
 */
public record WrongLanguage(List<String> languages, int minWords, double minConfidence)
    implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "wrong_language",
          Stage.QUALITY,
          List.of(Role.CHOSEN),
          List.of(
              Threshold.count(
                  "min_words",
                  7,
                  "Fewer words are as often names and loan words as a language; words with a capital"
                      + " do not count, of scripts without spaces two characters are one."),
              Threshold.share(
                  "min_confidence",
                  0.88,
                  "Close languages and mixed texts lie above 0.9, clear ones below 0.85; between"
                      + " them the text passes.")),
          List.of(
              new Selection(
                  "languages",
                  LanguageGuess.codes(),
                  true,
                  List.of(),
                  "[en, de]",
                  "The languages that an answer may be written in, by ISO 639-1.")),
          false,
          "The answer has at least min_words words outside code, quotations and addresses, and the"
              + " detector's confidence in each of the listed languages is below min_confidence of"
              + " that in the likeliest one. Off unless languages are listed.",
          "Lingua, by the author's comparison the most precise detector on short texts"
              + " (github.com/pemistahl/lingua); a filter by language as in FineWeb (Penedo et al."
              + " 2024, arXiv:2406.17557).",
          "\"Ouvrez les paramètres, puis choisissez Sécurité.\" under `languages: [en]`");

  public WrongLanguage {
    languages = List.copyOf(languages);
  }

  /** The rule with the settings of a policy. */
  public static WrongLanguage of(Values values) {
    return new WrongLanguage(
        values.words("languages"), values.count("min_words"), values.get("min_confidence"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    Prose prose = Prose.of(text);
    if (prose.telling() < minWords) {
      return Optional.empty();
    }
    double confidence = Math.round(LanguageGuess.of(prose.text(), languages) * 1e6) / 1e6;
    return confidence < minConfidence
        ? Optional.of(new Reason(Stage.QUALITY, name(), confidence, minConfidence))
        : Optional.empty();
  }
}
