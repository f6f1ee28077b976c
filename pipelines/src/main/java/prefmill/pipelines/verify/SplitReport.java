package prefmill.pipelines.verify;

import java.util.List;
import prefmill.datasets.verify.Fault;

/**
 * What was found of a version's sides.
 *
 * @param faults what is on two sides, and near-copies across sides; none if the sides are clean
 * @param notChecked what could not be proved, each with the reason
 */
public record SplitReport(List<Fault> faults, List<String> notChecked) {
  public SplitReport {
    faults = List.copyOf(faults);
    notChecked = List.copyOf(notChecked);
  }
}
