package prefmill.transforms.quality.pair;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.PairRule;
import prefmill.transforms.quality.settings.RuleDescription;

/** Refuses a correction that changes nothing but spaces and forms of the same characters. */
public record CorrectionUnchanged() implements PairRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "correction_unchanged",
          Stage.PAIR_QUALITY,
          List.of(),
          List.of(),
          true,
          "The correction equals the answer, spaces, invisible characters and compatibility forms"
              + " apart.",
          "Who saves the editor untouched has not corrected; forms as in Unicode's NFKC (UAX 15).",
          "\"Paris \" as the correction of \"Paris\"");

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public boolean onlyCorrections() {
    return true;
  }

  @Override
  public Optional<Reason> judge(JudgedPair pair) {
    return pair.correction() && visible(pair.chosen()).equals(visible(pair.rejected()))
        ? Optional.of(Reason.of(Stage.PAIR_QUALITY, name()))
        : Optional.empty();
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }
}
