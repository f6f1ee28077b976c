package prefmill.transforms.quality.pair;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.JudgedPair;
import prefmill.transforms.quality.PairRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;

/**
 * Refuses a correction that tells the model what to write instead of writing it.
 *
 * <p>Knows English. Two kinds of phrases count: those that speak of the answer ("your answer is",
 * "you forgot to mention") at any length below {@code maxChars}; and bare orders ("make it
 * shorter", "add an example") that are also much shorter than the answer they would replace.
 *
 * @param maxChars the most characters (code points) of an instruction
 */
public record CorrectionIsInstruction(int maxChars) implements PairRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "correction_is_instruction",
          Stage.PAIR_QUALITY,
          List.of(),
          List.of(
              Threshold.count(
                  "max_chars",
                  300,
                  "Instructions are a sentence or two; a longer text that begins like one is"
                      + " usually an answer.")),
          true,
          "The correction is an instruction to the model (in English), at most max_chars long, no"
              + " replacement for the answer.",
          "A chosen answer must be what the model should have said (TRL, preference format).",
          "\"You forgot step 2.\"");

  private static final String IT =
      "(?:it|this|that|(?:the|your|this|that) (?:answer|response|reply|output|text|summary|tone))";

  private static final String SAID =
      "(?:mentioned|included|added|said|stated|explained|described|cited|listed|answered|asked)";

  private static final String SAY =
      "(?:mention|include|add|say|state|explain|describe|cite|list|address|answer|ask|point out)";

  private static final String PIECE =
      "(?:example|detail|source|step|citation|reference|explanation|link|date|number|context"
          + "|summary|disclaimer|information|reason|sentence|paragraph|part|line|word|point)s?";

  /** What speaks of the answer, or to its author. */
  private static final Pattern REMARK =
      starting(
          "you (?:forgot|missed|omitted|skipped|left out|overlooked|ignored)"
              + " (?:to SAY|(?:the |a |an |my |one |)(?:\\w+ )?(?:PIECE|question))\\b",
          "you (?:did not|didn't|failed to|were supposed to)"
              + " (?:mention|say|explain|describe|cite|list|address|answer)\\b",
          "you (?:should have|should've|could have|could've) (?:\\w+ )?SAID\\b",
          "(?:IT |also |)should (?:also |rather |instead |not |at least |)(?:SAY|have SAID)\\b",
          "(?:the|your|this|that) (?:answer|response|reply|output|summary|tone) (?:is (?:wrong"
              + "|incorrect|too|missing|incomplete)|should|needs|must|ought|does(?:n't| not)"
              + "|did(?:n't| not)|lacks|misses|ignores)\\b",
          "(?:way |far |much |)too (?:long|short|vague|formal|informal|wordy|verbose|generic)\\W*$");

  /** What may as well be advice to the user, if it were not so short. */
  private static final Pattern ORDER =
      starting(
          "make (?:IT|the (?:first|second|last) PIECE) (?:more |less |a bit |much |)\\w+",
          "(?:add|include|give|provide|list|remove|fix|drop|expand|cite|mention|needs?|lacks?)"
              + " (?:a |an |the |some |more |fewer |less |better |one |another )*(?:\\w+ )?PIECE\\b",
          "(?:mention|rephrase|rewrite|shorten|simplify|elaborate)\\b",
          "be (?:more|less) \\w+",
          "(?:do not|don't|never|stop) SAY\\b",
          "IT (?:should|needs to|must) be (?:more|less|much|a bit|shorter|longer|simpler)\\b",
          "use (?:more|fewer|less|better|simpler) \\w+",
          "you (?:should|need to|must) (?:also )?SAY\\b",
          "you (?:forgot|missed|left out) (?!your\\b)");

  /** An order replaces nothing if it has at most half the answer's length. */
  private static final int TIMES_SHORTER = 2;

  /** The rule with the thresholds of a policy. */
  public static CorrectionIsInstruction of(Values values) {
    return new CorrectionIsInstruction(values.count("max_chars"));
  }

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
    if (!pair.correction()) {
      return Optional.empty();
    }
    String text = pair.chosen().strip().replace('\u2019', '\'');
    int length = text.codePointCount(0, text.length());
    int answer = pair.rejected().codePointCount(0, pair.rejected().length());
    boolean instruction =
        length <= maxChars
            && (REMARK.matcher(text).find()
                || (length * TIMES_SHORTER <= answer && ORDER.matcher(text).find()));
    return instruction
        ? Optional.of(new Reason(Stage.PAIR_QUALITY, name(), (double) length, (double) maxChars))
        : Optional.empty();
  }

  private static Pattern starting(String... phrases) {
    return Pattern.compile(
        "^(?:(?:no|sorry|hi|but|and|well|please|wrong|incorrect|not quite|i think)[,.:;!]? +)*(?:"
            + String.join("|", phrases)
                .replace("IT ", IT + " ")
                .replace("IT|", IT + "|")
                .replace("SAID", SAID)
                .replace("SAY", SAY)
                .replace("PIECE", PIECE)
            + ")",
        Pattern.CASE_INSENSITIVE);
  }
}
