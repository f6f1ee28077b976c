package prefmill.pipelines.log.key;

import java.io.IOException;
import java.util.List;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.pending.PendingRun;
import prefmill.pipelines.policy.Policy;

/**
 * The masking key of an event log, which is the same in all its entries: tokens and keyed hashes of
 * two keys do not meet, so a log of two is built from under neither. It is of two while it is
 * carried over to another, the first entry first, which is written again by that.
 */
public final class LogKey {
  private LogKey() {}

  /**
   * The event log of a policy.
   *
   * @throws Refusal if it was written under another key than the policy's
   */
  public static EventLog logOf(Policy policy) throws IOException {
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    require(log, log.manifests(), DatasetKey.of(policy).hash().keyId());
    return log;
  }

  /**
   * The event log that a run of a policy is to be entered into.
   *
   * @throws Refusal if the run or the log is of another key than the policy's
   */
  public static EventLog logOf(Policy policy, PendingRun pending) throws IOException {
    if (!pending.keyId().equals(DatasetKey.of(policy).hash().keyId())) {
      throw new Refusal(
          "the run %s was begun under the masking key %s, which is not the policy's: use that key, or run `prefmill ingest` again"
              .formatted(pending.run(), pending.keyId()));
    }
    return logOf(policy);
  }

  /**
   * Looks whether all entries of a log were written under a key; an empty log takes any.
   *
   * @param entries those that are asked, in the order of their numbers
   * @param keyId names the key
   * @throws Refusal naming the key that wrote them, or the entry with which another one begins
   */
  public static void require(EventLog log, List<LogManifest> entries, String keyId) {
    if (entries.stream().allMatch(entry -> entry.keyId().equals(keyId))) {
      return;
    }
    String dataset = log.folder().getParent().getFileName().toString();
    String first = entries.get(0).keyId();
    for (LogManifest entry : entries) {
      if (!entry.keyId().equals(first) && entries.get(0).rewritten() != null) {
        throw new Refusal(
            "the event log of %s is under the masking key %s before %s and under another from there on, as a rekey was not finished: use the policy that it ran with, and run `prefmill rekey` again"
                .formatted(dataset, first, log.file(entry)));
      }
      if (!entry.keyId().equals(first)) {
        throw new Refusal(
            "the event log of %s was begun under the masking key %s and goes on under %s: use the first, and delete %s and all entries after it, so that what they landed is read again from the sources"
                .formatted(dataset, first, entry.keyId(), log.file(entry)));
      }
    }
    throw new Refusal(
        "the event log of %s was written under the masking key %s, the policy's key is %s: use the key that wrote it, or name that under masking.previous_keys and run `prefmill rekey`"
            .formatted(dataset, first, keyId));
  }
}
