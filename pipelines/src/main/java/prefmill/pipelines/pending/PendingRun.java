package prefmill.pipelines.pending;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.job.CodeVersion;
import prefmill.pipelines.job.Refusal;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.publish.BuildFolder;
import prefmill.pipelines.receipts.WriteReceipts;
import prefmill.pipelines.run.IngestRun;

/**
 * A run whose job was handed to a runner and whose result is not entered yet: what another process
 * needs to end it.
 *
 * <p>It is written before the job starts, so a run outlives the process that began it.
 *
 * @param format the number of this form
 * @param kind what is to be entered at the end
 * @param run the run's id
 * @param keyId the id of the masking key
 * @param job the job's name on the runner
 * @param ingest what an ingest read; null of a build
 * @param build what a build was made of; null of an ingest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PendingRun(
    int format, Kind kind, String run, String keyId, String job, Ingest ingest, Build build) {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "run.json";

  /** What a run enters at its end. */
  public enum Kind {
    /** An entry of the event log. */
    INGEST,
    /** A dataset version. */
    BUILD
  }

  /**
   * What an ingest read.
   *
   * @param bytes estimated
   * @param positions how far each source was read
   */
  public record Ingest(long bytes, Map<String, Map<String, String>> positions) {}

  /**
   * What a build was made of.
   *
   * @param log the names of the log's entries
   * @param asOf the time as of which it was built
   * @param policyHash of the policy that decided its rows
   * @param codeVersion of the code that did
   * @param rows events in these entries
   */
  public record Build(
      List<String> log, String asOf, String policyHash, String codeVersion, long rows) {}

  /** A run that lands events. */
  public static PendingRun ofIngest(String run, String keyId, String job, Ingest ingest) {
    return new PendingRun(FORMAT, Kind.INGEST, run, keyId, job, ingest, null);
  }

  /** A run that builds a version of entries of the log. */
  public static PendingRun ofBuild(
      String run, String keyId, Policy policy, Instant asOf, List<LogManifest> entries) {
    Build build =
        new Build(
            entries.stream().map(LogManifest::name).toList(),
            asOf.toString(),
            policy.policyHash(),
            CodeVersion.CURRENT,
            entries.stream().mapToLong(LogManifest::rows).sum());
    String job = "prefmill-build-" + policy.dataset() + "-" + run;
    return new PendingRun(FORMAT, Kind.BUILD, run, keyId, job, null, build);
  }

  /** The folder of a run's own files. */
  public static Path scratch(DatasetStore store, String run) {
    return store.folder().resolve(DatasetStore.ATTEMPTS).resolve(run + ".work");
  }

  /** Whether the run's job has ended well, so that its result can be entered. */
  public boolean hasEnded(DatasetStore store, EventLog log) {
    Path receipts =
        kind == Kind.INGEST
            ? IngestRun.receipts(log, run)
            : scratch(store, run).resolve(BuildFolder.RECEIPTS);
    return WriteReceipts.exist(receipts);
  }

  /** Notes the run in its own folder, which is there. */
  public void write(Path scratch) throws IOException {
    Durable.replace(scratch.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /**
   * The run of an id.
   *
   * @throws Refusal if there is none, or it is not of this release
   */
  public static PendingRun read(DatasetStore store, String run) throws IOException {
    Path file = scratch(store, run).resolve(FILE);
    if (!run.matches("[0-9TA-Za-z-]+") || !Files.exists(file)) {
      throw new Refusal(
          "no run %s of %s is waiting to be entered: it has been, or it was never begun here"
              .formatted(run, store.dataset()));
    }
    try {
      PendingRun pending = JSON.readValue(Files.readAllBytes(file), PendingRun.class);
      if (pending.format() == FORMAT && pending.kind() != null) {
        return pending;
      }
    } catch (JsonProcessingException e) {
      throw new Refusal(file + " cannot be read: begin the run again");
    }
    throw new Refusal(file + " is of another release: end the run with that one");
  }
}
