package prefmill.trainers.evaluate.judge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import prefmill.trainers.evaluate.bootstrap.PersonBootstrap;
import prefmill.trainers.evaluate.bootstrap.Ratio;
import prefmill.trainers.evaluate.gate.GateRules;
import prefmill.trainers.evaluate.judge.JudgedPrompt.Outcome;

/**
 * How often a judge finds the candidate's answers better than the baseline's; a tie is half a win.
 *
 * @param comparisons prompts whose both answers were judged in both orders
 * @param unreadable prompts left out because the judge's word could not be read
 * @param tooLong prompts left out because they leave no room for an answer
 * @param ties prompts of which the judge found neither answer better, in both orders alike
 * @param persons on how many persons they rest
 * @param rate wins and half the ties over comparisons
 * @param lowerBound of the rate, from a bootstrap over persons at the level of the gate's look
 * @param upperBound the same from above
 */
public record WinRate(
    int comparisons,
    int unreadable,
    int tooLong,
    int ties,
    int persons,
    double rate,
    double lowerBound,
    double upperBound) {

  /**
   * Sums up; of no comparison the rate is one half, between 0 and 1; so are the bounds at a level
   * that no bootstrap reaches.
   *
   * @param alpha the level of each bound
   * @param seed of the bootstrap
   */
  public static WinRate of(List<JudgedPrompt> prompts, double alpha, long seed) {
    Map<String, Ratio> byPerson = new TreeMap<>();
    Ratio all = new Ratio();
    int read = 0;
    for (JudgedPrompt prompt : prompts) {
      OptionalDouble points = prompt.outcome().points();
      if (points.isPresent()) {
        byPerson.computeIfAbsent(prompt.person(), p -> new Ratio()).plus(points.getAsDouble(), 1);
        all.plus(points.getAsDouble(), 1);
        read++;
      }
    }
    double lower = 0;
    double upper = 1;
    if (read > 0 && PersonBootstrap.reaches(alpha)) {
      PersonBootstrap draws = PersonBootstrap.of(byPerson.values(), Ratio::new, alpha, seed);
      lower = draws.lowerBound();
      upper = draws.upperBound();
    }
    return new WinRate(
        read,
        count(prompts, Outcome.UNREADABLE),
        count(prompts, Outcome.TOO_LONG),
        count(prompts, Outcome.TIE),
        byPerson.size(),
        read == 0 ? 0.5 : all.mean(),
        lower,
        upper);
  }

  /** What was left out, as a sentence of the decision's reason; empty if nothing was. */
  public Optional<String> leftOut() {
    return unreadable + tooLong == 0
        ? Optional.empty()
        : Optional.of(
            "The judge compared answers to %d of %d prompts: of %d its word was unreadable, %d fill max_length."
                .formatted(comparisons, comparisons + unreadable + tooLong, unreadable, tooLong));
  }

  private static int count(List<JudgedPrompt> prompts, Outcome outcome) {
    return (int) prompts.stream().filter(prompt -> prompt.outcome() == outcome).count();
  }

  /**
   * Why an adapter with this rate may not pass: enough persons, and even the upper bound lies under
   * one half. Whatever else it is, it is no reason to pass.
   */
  public Optional<String> refusal(GateRules rules) {
    return persons >= rules.minPersons() && upperBound < 0.5
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "The judge prefers the baseline's answers: the upper bound of the win rate is %.3f, under one half.",
                upperBound))
        : Optional.empty();
  }

  /** The numbers by the names of the registry. */
  public Map<String, Object> metrics() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("comparisons", comparisons);
    metrics.put("unreadable", unreadable);
    metrics.put("too_long", tooLong);
    metrics.put("ties", ties);
    metrics.put("persons", persons);
    metrics.put("win_rate", rate);
    metrics.put("lower_bound", lowerBound);
    metrics.put("upper_bound", upperBound);
    return metrics;
  }
}
