package prefmill.runners.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import prefmill.pipelines.policy.QualityPolicy;
import prefmill.pipelines.run.build.TrialBuild;

/**
 * What one quality rule does in a dry run: what is needed to tune its thresholds.
 *
 * @param rule stage and rule, such as quality.too_short
 * @param settings its thresholds in the policy
 * @param first events that end with it: the first rule to refuse them, and no row rests on them
 * @param alone events that it would refuse if it were the only rule; 0 unless all were asked
 * @param measured the least, the 10th, 50th and 90th percentile and the greatest of the values that
 *     it refused; empty if it measures nothing or refused nothing
 */
public record RuleEffect(
    String rule, Map<String, ?> settings, long first, long alone, List<Double> measured) {
  private static final double[] QUANTILES = {0, 0.1, 0.5, 0.9, 1};

  static List<RuleEffect> of(QualityPolicy policy, TrialBuild tried) throws IOException {
    Map<String, Long> first = tried.assembly().counts().rejectedByRule();
    Map<String, Long> alone = tried.assembly().reasons();
    Map<String, List<Double>> values = new TreeMap<>();
    tried
        .tables()
        .eachEntry(
            entry -> {
              if (entry.value() != null) {
                values
                    .computeIfAbsent(entry.stage() + "." + entry.rule(), r -> new ArrayList<>())
                    .add(entry.value());
              }
            });
    TreeSet<String> rules = new TreeSet<>(alone.keySet());
    first.keySet().stream().filter(RuleEffect::isQuality).forEach(rules::add);
    return rules.stream()
        .map(
            rule ->
                new RuleEffect(
                    rule,
                    policy.settings().getOrDefault(name(rule), Map.of()),
                    first.getOrDefault(rule, 0L),
                    alone.getOrDefault(rule, 0L),
                    quantiles(values.getOrDefault(rule, List.of()))))
        .toList();
  }

  private static boolean isQuality(String rule) {
    return rule.startsWith("quality.") || rule.startsWith("pair_quality.");
  }

  private static String name(String rule) {
    return rule.substring(rule.indexOf('.') + 1);
  }

  private static List<Double> quantiles(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? List.of()
        : Arrays.stream(QUANTILES)
            .mapToObj(q -> sorted[(int) Math.round(q * (sorted.length - 1))])
            .toList();
  }
}
