package prefmill.runners.run;

import java.util.Map;
import java.util.Optional;
import prefmill.runners.cli.Output;

/** Tells that a job was left to a cluster, and how its run is ended. */
public final class SubmittedReport {
  private SubmittedReport() {}

  /**
   * Tells it.
   *
   * @param run the run; empty if there was nothing to do
   * @param what will be there at its end
   */
  public static void write(Output output, Optional<String> run, String what) {
    output.result(
        run.<Map<String, Object>>map(id -> Map.of("status", "submitted", "run", id))
            .orElse(Map.of("status", "unchanged")),
        run.map(
                id ->
                    "Run %s is on the cluster; `prefmill publish %s` enters %s."
                        .formatted(id, id, what))
            .orElse("Nothing new: there is nothing to do."));
  }
}
