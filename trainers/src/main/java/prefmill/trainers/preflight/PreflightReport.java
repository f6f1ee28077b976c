package prefmill.trainers.preflight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.preflight.estimate.Estimate;
import prefmill.trainers.preflight.estimate.Money;
import prefmill.trainers.preflight.findings.SpaceFindings;
import prefmill.trainers.preflight.tokens.LengthHistogram;
import prefmill.trainers.training.Method;

/**
 * What a preflight found. It names rows and never quotes one.
 *
 * @param trainer who would train
 * @param method how
 * @param rows how many rows there are
 * @param used how many of them would be trained on
 * @param findings what the run would meet
 * @param lengths of the rows; empty if there is no template to count tokens with
 * @param estimate what the run takes; empty as lengths
 */
public record PreflightReport(
    TrainerTraits trainer,
    Method method,
    int rows,
    int used,
    List<Finding> findings,
    Optional<LengthHistogram> lengths,
    Optional<Estimate> estimate) {
  public PreflightReport {
    findings = List.copyOf(findings);
  }

  static PreflightReport withoutTokens(
      TrainerTraits trainer, Method method, int rows, List<Finding> findings) {
    return new PreflightReport(
        trainer, method, rows, 0, findings, Optional.empty(), Optional.empty());
  }

  /** The same with one thing more that the run would meet. */
  public PreflightReport and(Finding finding) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(finding);
    return new PreflightReport(trainer, method, rows, used, all, lengths, estimate);
  }

  /** Why nothing is to be trained, a sentence for each reason; empty if the run may begin. */
  public Optional<String> refusal() {
    List<String> reasons = sentences(Finding.Level.REFUSED);
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", reasons));
  }

  /** What is otherwise than one might expect. */
  public List<String> warnings() {
    return sentences(Finding.Level.WARNING);
  }

  /** The whole in a line. */
  public String summary() {
    StringBuilder text = new StringBuilder();
    text.append(used).append(" of ").append(rows).append(" rows for ").append(trainer.label());
    text.append(" (").append(method.label()).append(')');
    estimate.ifPresent(
        e -> {
          text.append(
              String.format(Locale.ROOT, ": %,d tokens in %,d steps", e.tokens(), e.steps()));
          text.append(", ").append(SpaceFindings.size(e.memoryBytes())).append(" of memory, ");
          text.append(SpaceFindings.size(e.diskBytes())).append(" of disk, time ").append(time(e));
        });
    return text.toString();
  }

  /** For programs: everything, every row id. */
  public Map<String, Object> json() {
    Map<String, Object> values = brief();
    values.put("findings", findings.stream().map(Finding::json).toList());
    lengths.ifPresent(l -> values.put("lengths", l.json()));
    return values;
  }

  /** For the job's record: no row ids but those in sentences. */
  public Map<String, Object> brief() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("summary", summary());
    values.put("trainer", trainer.label());
    values.put("method", method.label());
    values.put("rows", rows);
    values.put("used", used);
    values.put("refusal", refusal().orElse(null));
    values.put("warnings", warnings());
    estimate.ifPresent(e -> values.put("estimate", e.json()));
    return values;
  }

  /** How long a run takes and what it costs, for people. */
  public static String time(Estimate estimate) {
    if (estimate.seconds().isEmpty()) {
      return "unknown";
    }
    double seconds = estimate.seconds().getAsDouble();
    String time =
        seconds < 90
            ? String.format(Locale.ROOT, "about %.0f s", Math.max(1, seconds))
            : seconds < 5400
                ? String.format(Locale.ROOT, "about %.0f min", seconds / 60)
                : String.format(Locale.ROOT, "about %.1f h", seconds / 3600);
    return estimate.cost().isEmpty()
        ? time
        : time + ", cost about " + Money.text(estimate.cost().getAsDouble());
  }

  private List<String> sentences(Finding.Level level) {
    return findings.stream()
        .filter(finding -> finding.level() == level)
        .map(Finding::sentence)
        .toList();
  }
}
