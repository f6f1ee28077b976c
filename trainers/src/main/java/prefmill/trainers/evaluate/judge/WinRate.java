package prefmill.trainers.evaluate.judge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import prefmill.trainers.evaluate.bootstrap.PersonBootstrap;
import prefmill.trainers.evaluate.bootstrap.Ratio;
import prefmill.trainers.evaluate.gate.GateRules;

/**
 * How often a judge finds the candidate's answers better than the baseline's; a tie is half a win.
 *
 * @param comparisons prompts whose both answers were judged in both orders
 * @param unreadable prompts left out because the judge's word could not be read
 * @param ties prompts of which the judge found neither answer better, in both orders alike
 * @param persons on how many persons they rest
 * @param rate wins and half the ties over comparisons
 * @param lowerBound of the rate, from a bootstrap over persons at the level of the gate's look
 * @param upperBound the same from above
 */
public record WinRate(
    int comparisons,
    int unreadable,
    int ties,
    int persons,
    double rate,
    double lowerBound,
    double upperBound) {

  /**
   * Sums up; of no comparison the rate is one half, between 0 and 1.
   *
   * @param alpha the level of each bound
   * @param seed of the bootstrap
   */
  public static WinRate of(List<JudgedPrompt> prompts, double alpha, long seed) {
    Map<String, Ratio> byPerson = new TreeMap<>();
    Ratio all = new Ratio();
    int ties = 0;
    for (JudgedPrompt prompt : prompts) {
      if (prompt.points().isPresent()) {
        double points = prompt.points().getAsDouble();
        byPerson.computeIfAbsent(prompt.person(), p -> new Ratio()).plus(points, 1);
        all.plus(points, 1);
        ties += points == 0.5 ? 1 : 0;
      }
    }
    int read = (int) prompts.stream().filter(p -> p.points().isPresent()).count();
    PersonBootstrap draws = PersonBootstrap.of(byPerson.values(), Ratio::new, alpha, seed);
    return new WinRate(
        read,
        prompts.size() - read,
        ties,
        byPerson.size(),
        read == 0 ? 0.5 : all.mean(),
        read == 0 ? 0 : draws.lowerBound(),
        read == 0 ? 1 : draws.upperBound());
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
    metrics.put("ties", ties);
    metrics.put("persons", persons);
    metrics.put("win_rate", rate);
    metrics.put("lower_bound", lowerBound);
    metrics.put("upper_bound", upperBound);
    return metrics;
  }
}
