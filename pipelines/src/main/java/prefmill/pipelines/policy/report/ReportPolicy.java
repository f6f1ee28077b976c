package prefmill.pipelines.policy.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import prefmill.transforms.figures.alert.AlertKind;
import prefmill.transforms.figures.alert.AlertSettings;
import prefmill.transforms.figures.alert.NewActionRule;
import prefmill.transforms.figures.alert.SpikeRule;
import prefmill.transforms.figures.alert.Targets;

/**
 * What figures are held against, and where alerts go.
 *
 * @param targets the approval rates that are aimed at
 * @param minimum the least number of ups and downs of a day for a rate to be held against its
 *     target
 * @param alerts which alerts are raised
 * @param spike when dislikes are sudden
 * @param newAction when a new action fails
 * @param weeklyPlan how many events a week should bring; empty for no plan
 * @param sinks where alerts go
 */
public record ReportPolicy(
    Targets targets,
    int minimum,
    Set<AlertKind> alerts,
    SpikeRule spike,
    NewActionRule newAction,
    Optional<Integer> weeklyPlan,
    List<SinkPolicy> sinks) {
  public ReportPolicy {
    alerts = Set.copyOf(alerts);
    sinks = List.copyOf(sinks);
  }

  /** The thresholds of alerts. */
  public AlertSettings settings() {
    return new AlertSettings(alerts, targets, minimum, spike, newAction, weeklyPlan);
  }
}
