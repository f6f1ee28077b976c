package prefmill.trainers.preflight.findings;

import static prefmill.trainers.preflight.Finding.first;

import java.util.ArrayList;
import java.util.List;
import prefmill.trainers.preflight.Finding;
import prefmill.trainers.training.Method;

/** What the rows are as a whole: too few for a batch, weighted, of one label, for another loss. */
public final class RunFindings {
  private RunFindings() {}

  /** Judges the run. */
  public static List<Finding> of(PlannedRows planned) {
    List<Finding> findings = new ArrayList<>();
    noRows(planned, findings);
    fewRows(planned, findings);
    weights(planned, findings);
    labels(planned, findings);
    loss(planned, findings);
    return findings;
  }

  private static void noRows(PlannedRows planned, List<Finding> findings) {
    if (planned.rows().isEmpty()) {
      findings.add(
          Finding.refused(
              "no_rows",
              List.of(),
              "The version has no rows that %s can learn from: give more feedback, or choose another training.method."
                  .formatted(planned.plan().method().label())));
    }
  }

  private static void fewRows(PlannedRows planned, List<Finding> findings) {
    int used = planned.used().size();
    int batch = planned.plan().batchSize();
    if (planned.plan().method() == Method.KTO && used == 1) {
      findings.add(
          Finding.refused(
              "few_rows",
              List.of(),
              "One row is left, and kto compares each answer with another row's: give more feedback, or choose another training.method."));
    } else if (used > 0 && used < batch) {
      findings.add(
          Finding.warning(
              "few_rows",
              List.of(),
              "%d rows fill no batch of %d, so that each epoch is one step: give more feedback, or lower training.hyperparameters.batch_size."
                  .formatted(used, batch)));
    }
  }

  private static void weights(PlannedRows planned, List<Finding> findings) {
    List<String> ids = planned.sent(row -> row.weight() != 1);
    if (!planned.trainer().countsWeights() && !ids.isEmpty()) {
      findings.add(
          Finding.warning(
              "weights",
              ids,
              "%d of %d rows have a weight other than 1 (%s), which %s ignores: each row counts once; djl counts weights."
                  .formatted(
                      ids.size(), planned.rows().size(), first(ids), planned.trainer().label())));
    }
  }

  private static void labels(PlannedRows planned, List<Finding> findings) {
    int all = planned.sent(row -> row.good().isPresent()).size();
    int good = planned.sent(row -> row.good().orElse(false)).size();
    if (all > 0 && (good == 0 || good == all)) {
      findings.add(
          Finding.warning(
              "one_label",
              List.of(),
              "All %d verdicts are %s, so that kto learns one direction only: give verdicts of both kinds."
                  .formatted(all, good == 0 ? "bad" : "good")));
    }
  }

  private static void loss(PlannedRows planned, List<Finding> findings) {
    planned
        .trainer()
        .backend()
        .flatMap(backend -> backend.lossFault(planned.plan()))
        .ifPresent(fault -> findings.add(Finding.refused("loss", List.of(), fault)));
  }
}
