package prefmill.datasets.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words what a number of the manifest's statistics is; a path without words stays. */
final class StatisticWords {
  private static final String BREAK = "\0";
  private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

  static {
    say(
        "agreement, krippendorff_alpha_millionths",
        "agreement on the same answer, in millionths (Krippendorff's alpha: 1000000 is full"
            + " agreement, 0 is chance)");
    say("agreement, answers_with_two_or_more_voters", "answers that two or more persons voted on");
    say("conflicts, (answers|comparisons)_decided", "$1 that the votes decided");
    say(
        "conflicts, (answers|comparisons)_undecided",
        "$1 left undecided: too few votes, or too close");
    say("choices, of_([0-9]+), decided", "choices among $1 candidates with a winner");
    say(
        "choices, of_([0-9]+), first_won",
        "choices among $1 candidates that the first one shown won");
    say("choices, ties", "choices that ended in a tie");
    say("choices, both_bad", "choices in which no candidate was good enough");
    say("pairs, contradictions", "pairs dropped because others prefer the opposite");
    say("pairs, overflow_pairs", "pairs beyond the most that one context may give");
    say("pairs, overflow_contexts", "contexts with more pairs than they may give");
    say("models_chosen_over, (.*), (.*)", "pairs that chose $1 over $2");
    say("length_gap, mean_(chosen|rejected)_characters", "characters of $1 answers, on average");
    say(
        "length_gap, chosen_longer_per_mille",
        "of 1000 pairs, those whose chosen answer is the longer");
    say("length_gap, histogram, equal", "pairs of equally long answers");
    say("length_gap, histogram, (.*)", "pairs whose chosen answer is $1 characters");
    say("categories, (.*), none", "$1 rows without a category");
    say("categories, (.*), (.*)", "$1 rows of category $2");
    say("evidence, (.*)", "pairs by $1");
    say("masked, (.*), (.*)", "values of type $2 masked in $1 rows");
    say("unpaired_labels, (.*)", "$1 answers without a partner");
  }

  private StatisticWords() {}

  static String of(List<String> path) {
    String name = String.join(BREAK, path);
    for (Map.Entry<Pattern, String> words : WORDS.entrySet()) {
      Matcher matcher = words.getKey().matcher(name);
      if (matcher.matches()) {
        return matcher.replaceFirst(words.getValue());
      }
    }
    return String.join(", ", path);
  }

  private static void say(String path, String words) {
    WORDS.put(Pattern.compile(path.replace(", ", BREAK), Pattern.DOTALL), words);
  }
}
