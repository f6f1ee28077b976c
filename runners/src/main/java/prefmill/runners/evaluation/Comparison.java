package prefmill.runners.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import prefmill.datasets.rows.Split;
import prefmill.runners.training.VersionExamples;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.evaluate.DemonstrationScore;
import prefmill.trainers.evaluate.HeldOutScores;
import prefmill.trainers.evaluate.PairScore;
import prefmill.trainers.evaluate.gate.CategoryDeltas;
import prefmill.trainers.evaluate.gate.ComparedAnswer;
import prefmill.trainers.evaluate.gate.ComparedPair;
import prefmill.trainers.evaluate.gate.ComparedPair.Judgement;
import prefmill.trainers.evaluate.gate.ComparedPair.Length;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.Turn;

/** Candidate and baseline on the same held-out rows, of those whose person is known. */
final class Comparison {
  private static final String NO_CATEGORY = "none";

  private final List<ComparedPair> pairs = new ArrayList<>();
  private final List<ComparedAnswer> answers = new ArrayList<>();
  private final Map<String, List<ComparedPair>> pairsByCategory = new TreeMap<>();
  private final Map<String, List<ComparedAnswer>> answersByCategory = new TreeMap<>();

  private Comparison() {}

  /**
   * Puts both sides of each row together; a row that one of them could not read is left out.
   *
   * @param persons by row_id whose word a row is
   */
  static Comparison of(
      VersionExamples rows,
      Map<String, String> persons,
      HeldOutScores candidate,
      HeldOutScores baseline) {
    Comparison comparison = new Comparison();
    Map<String, String> categories = rows.categories(Split.TEST);
    Map<String, Length> lengths = new HashMap<>();
    for (PreferenceExample row : rows.preferences(Split.TEST)) {
      lengths.put(row.rowId(), Length.of(length(row.chosen()), length(row.rejected())));
    }
    Map<String, PairScore> pairs = byId(baseline.pairs(), PairScore::rowId);
    for (PairScore score : candidate.pairs()) {
      String person = persons.get(score.rowId());
      if (person != null && pairs.containsKey(score.rowId())) {
        ComparedPair pair =
            new ComparedPair(
                person,
                lengths.get(score.rowId()),
                Judgement.of(score.margin(1)),
                Judgement.of(pairs.get(score.rowId()).margin(1)));
        comparison.pairs.add(pair);
        at(comparison.pairsByCategory, categories.get(score.rowId())).add(pair);
      }
    }
    Map<String, DemonstrationScore> answers =
        byId(baseline.demonstrations(), DemonstrationScore::rowId);
    for (DemonstrationScore score : candidate.demonstrations()) {
      String person = persons.get(score.rowId());
      if (person != null && answers.containsKey(score.rowId())) {
        ComparedSequence other = answers.get(score.rowId()).answer();
        ComparedAnswer answer =
            new ComparedAnswer(
                person, score.answer().targets(), score.answer().logProb(), other.logProb());
        comparison.answers.add(answer);
        at(comparison.answersByCategory, categories.get(score.rowId())).add(answer);
      }
    }
    return comparison;
  }

  List<ComparedPair> pairs() {
    return pairs;
  }

  /** How many pairs are of neither kind for the length control. */
  long equalLengths() {
    return pairs.stream().filter(pair -> pair.chosen() == Length.EQUAL).count();
  }

  List<ComparedAnswer> answers() {
    return answers;
  }

  /** What changes in each category, by the names of the registry. */
  Map<String, Map<String, Object>> categories() {
    return CategoryDeltas.metrics(pairsByCategory, answersByCategory);
  }

  private static <T> List<T> at(Map<String, List<T>> rows, String category) {
    return rows.computeIfAbsent(category == null ? NO_CATEGORY : category, c -> new ArrayList<>());
  }

  private static <T> Map<String, T> byId(List<T> scores, Function<T, String> id) {
    return scores.stream()
        .collect(Collectors.toMap(id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  private static int length(List<Turn> turns) {
    return turns.stream().mapToInt(turn -> turn.content().length()).sum();
  }
}
