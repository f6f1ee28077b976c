package prefmill.runners.cluster;

import java.util.Set;

/**
 * A job as a cluster lists it.
 *
 * @param id the cluster's id of it
 * @param name as it was given
 * @param state Flink's word: RUNNING, FINISHED, FAILED, CANCELED, RESTARTING ...
 * @param started milliseconds since 1970
 * @param millis how long it has run
 * @param finished tasks that have ended
 * @param tasks all its tasks
 */
public record ClusterJob(
    String id, String name, String state, long started, long millis, int finished, int tasks) {
  private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED");

  /** Whether it has ended, well or not. */
  public boolean ended() {
    return ENDED.contains(state);
  }
}
