package prefmill.transforms.quality.pair;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.PairRule;
import prefmill.transforms.quality.RuleDescription;
import prefmill.transforms.quality.Threshold;
import prefmill.transforms.quality.Values;

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
          "The correction is an instruction to the model, at most max_chars long, no replacement"
              + " for the answer.",
          "A chosen answer must be what the model should have said (TRL, preference format).",
          "\"You forgot step 2.\"");

  private static final String SAY =
      "(?:mention|include|add|say|state|explain|describe|cite|list|specify|note|point out|tell"
          + "|talk about|give|provide|answer|use|ask)";

  private static final String IT =
      "(?:it|this|that|the (?:answer|response|reply|output|text|summary|tone|bot|model|ai"
          + "|assistant)|your (?:answer|response|reply|output|text|summary|tone))";

  /** What speaks of the answer or to its author. */
  private static final Pattern REMARK =
      starting(
          "you (?:forgot|missed|omitted|skipped|left out|overlooked|ignored|failed)"
              + " (?:step|point|part|item|to "
              + SAY
              + "|the (?:step|part|point|question|fact|last|first|second|third))\\b",
          "you (?:did not|didn't|should have|should've|could have|were supposed to)"
              + " (?:\\w+ )?"
              + SAY.replace("ask)", "ask|mentioned|included|added|said|explained|answered)"),
          "(?:you |"
              + IT
              + " |also |)should (?:also |rather |instead |not |at least |)(?:mention"
              + "|include|say|state|explain|cite|have (?:mentioned|included|said|explained|cited))",
          "your (?:answer|response|reply|output|summary|tone) (?:is|was|should|needs|does|did"
              + "|lacks|has|could|misses|contains)\\b",
          "the (?:answer|response|reply) (?:should|needs to|must|ought to|is (?:wrong|incorrect|too"
              + "|not|missing|incomplete)|does(?:n't| not)|did(?:n't| not)|lacks|misses)\\b",
          "(?:this|that) (?:answer|response|reply) ",
          "(?:too|way too) (?:long|short|vague|formal|informal|wordy|verbose|generic)\\W*$");

  /** What may as well be advice to the user, if it were not for its length. */
  private static final Pattern ORDER =
      starting(
          "make (?:it|this|that|the answer|the response|your answer) (?:more |less |a bit |much |)"
              + "\\w+",
          "(?:add|include|mention|cite|explain|specify|give|provide|list|remove|fix|rewrite"
              + "|rephrase|shorten|simplify|elaborate|expand)\\b",
          "be (?:more|less) \\w+",
          "(?:do not|don't|never|stop) " + SAY,
          "(?:needs?|use|lacks?) (?:more|less|fewer|better) ",
          IT + " (?:should|needs to|must) ",
          "you (?:should|need to|must|forgot|missed|left out) ");

  /** An order replaces nothing if it has at most a third of the answer's length. */
  private static final int TIMES_SHORTER = 3;

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
  public Optional<Reason> judge(String prompt, String chosen, String rejected, boolean correction) {
    if (!correction) {
      return Optional.empty();
    }
    String text = chosen.strip().replace('\u2019', '\'');
    int length = text.codePointCount(0, text.length());
    int answer = rejected.codePointCount(0, rejected.length());
    boolean order = length * TIMES_SHORTER <= answer && ORDER.matcher(text).find();
    return length <= maxChars && (order || REMARK.matcher(text).find())
        ? Optional.of(new Reason(Stage.PAIR_QUALITY, name(), (double) length, (double) maxChars))
        : Optional.empty();
  }

  private static Pattern starting(String... phrases) {
    return Pattern.compile(
        "^(?:(?:no|sorry|hi|but|and|well|please|wrong|incorrect|not quite|i think)[,.:;!]? +)*(?:"
            + String.join("|", phrases)
            + ")",
        Pattern.CASE_INSENSITIVE);
  }
}
