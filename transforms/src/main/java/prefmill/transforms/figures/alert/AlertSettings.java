package prefmill.transforms.figures.alert;

import java.util.Optional;
import java.util.Set;

/**
 * The thresholds of alerts.
 *
 * @param kinds which alerts are raised
 * @param targets the approval rates that are aimed at
 * @param minimum the least number of ups and downs of a day for a rate to be held against its
 *     target
 * @param spike when dislikes are sudden
 * @param newAction when a new action fails
 * @param weeklyPlan how many events a week should bring; empty for no plan
 */
public record AlertSettings(
    Set<AlertKind> kinds,
    Targets targets,
    int minimum,
    SpikeRule spike,
    NewActionRule newAction,
    Optional<Integer> weeklyPlan) {
  public AlertSettings {
    kinds = Set.copyOf(kinds);
  }
}
