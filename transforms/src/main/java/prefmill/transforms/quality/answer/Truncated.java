package prefmill.transforms.quality.answer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.Role;
import prefmill.transforms.quality.TextRule;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Threshold;
import prefmill.transforms.quality.settings.Values;

/**
 * Refuses an answer to be learned that breaks off.
 *
 * @param minChars the fewest characters (code points) of an answer that is asked for a sentence's
 *     end
 */
public record Truncated(int minChars) implements TextRule {
  /** What the rule is. */
  public static final RuleDescription DESCRIPTION =
      new RuleDescription(
          "truncated",
          Stage.QUALITY,
          List.of(Role.CHOSEN),
          List.of(
              Threshold.count(
                  "min_chars",
                  200,
                  "Short answers by hand often end without a full stop; a model's long ones do"
                      + " not.")),
          true,
          "A fenced block of code is begun and never closed; or the answer has at least min_chars characters,"
              + " and its last line is prose that ends on a comma, on a word that cannot end a"
              + " sentence (the, und, avec, para; English, German, French, Spanish), or in the"
              + " middle of a sentence after others that ended.",
          "C4 keeps only lines that end in a terminal punctuation mark (Raffel et al. 2020,"
              + " arXiv:1910.10683, section 2.2), narrowed to the last line; fences as in CommonMark"
              + " 0.31, section 4.5. Trained on, such an answer teaches to stop anywhere.",
          "a recipe that ends on \"then mix the flour with the\"");

  private static final Pattern FENCE = Pattern.compile("(?m)^[ ]{0,3}(```+|~~~+)([^\n`]*)$");

  /** Words that ask for another one behind them. */
  private static final Pattern OPEN_WORD =
      Pattern.compile(
          "(?:^|[ (])(?:the|of|and|or|but|because|into|than|your|their|our|my|whose|every"
              + "|und|oder|weil|dass|ein|eine|einen|einem|einer|dem|den|des|im|zum|zur|sowie"
              + "|le|la|les|un|une|et|ou|dans|avec|parce que|aux"
              + "|el|los|las|una|con|para|porque|del)$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern LAST_SENTENCE_START =
      Pattern.compile(".*[\\p{L}\\p{N})\"'’”»][.!?…][)\"'’”»*]* +(?=\\S)");

  /** A list's item, a heading, a table, a signature or code. */
  private static final Pattern NO_PROSE =
      Pattern.compile("^(?:[-*+•#|>$]|\\d+[.)]|\\p{L}[.)] |<).*|.*(?:://|[{}();=|<>@\\\\_`]).*");

  private static final int TAIL_WORDS = 3;

  /** The rule with the thresholds of a policy. */
  public static Truncated of(Values values) {
    return new Truncated(values.count("min_chars"));
  }

  @Override
  public RuleDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Optional<Reason> judge(String text) {
    String answer = text.stripTrailing();
    boolean cut =
        leavesFenceOpen(answer)
            || (answer.codePointCount(0, answer.length()) >= minChars && breaksOff(answer));
    return cut ? Optional.of(Reason.of(Stage.QUALITY, name())) : Optional.empty();
  }

  private static boolean leavesFenceOpen(String answer) {
    if (!answer.contains("```") && !answer.contains("~~~")) {
      return false;
    }
    String open = null;
    Matcher fence = FENCE.matcher(answer);
    while (fence.find()) {
      boolean dangling = fence.end() == answer.length() && fence.group(2).isBlank();
      if (open == null) {
        open = dangling ? null : fence.group(1);
      } else if (fence.group(1).startsWith(open) && fence.group(2).isBlank()) {
        open = null;
      }
    }
    return open != null;
  }

  private static boolean breaksOff(String answer) {
    String last = answer.substring(answer.lastIndexOf('\n') + 1).strip();
    int end = last.isEmpty() ? ' ' : last.codePointBefore(last.length());
    boolean open = Character.isLetter(end) || end == ',';
    if (!open || words(last) <= TAIL_WORDS || NO_PROSE.matcher(last).matches()) {
      return false;
    }
    Matcher sentence = LAST_SENTENCE_START.matcher(last);
    return end == ','
        || OPEN_WORD.matcher(last).find()
        || (sentence.lookingAt() && words(last.substring(sentence.end())) > TAIL_WORDS);
  }

  private static int words(String line) {
    return line.split("\\s+").length;
  }
}
