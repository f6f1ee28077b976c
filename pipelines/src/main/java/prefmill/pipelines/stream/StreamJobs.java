package prefmill.pipelines.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.lock.StreamLock;
import prefmill.pipelines.stream.land.StreamReceipt;

/**
 * The jobs that a log's streams run as. A job outlives its command when that one is killed, and
 * then lands what nobody enters.
 */
public final class StreamJobs {
  // beside the receipts, which go when a stream ends well
  private static final String PLACE = "log-folder";

  private final EventLog log;
  private final String prefix;

  private StreamJobs(EventLog log, String prefix) {
    this.log = log;
    this.prefix = prefix;
  }

  /** The jobs of a dataset's log. */
  static StreamJobs of(EventLog log, String dataset) {
    return new StreamJobs(log, "prefmill-stream-" + dataset + "-");
  }

  /** Notes that a stream is about to start its job; gives the job's name. */
  String begin(String run) throws IOException {
    byte[] place = place().getBytes(UTF_8);
    Durable.writeNewIn(StreamReceipt.folder(log.folder(), run), PLACE, place);
    return prefix + run;
  }

  /**
   * Whether a job of this name was started by a stream of this log that is no longer at work. A job
   * of a copy of the log, or of the log that this is a copy of, is not.
   */
  public boolean isAbandoned(String name) {
    if (!name.startsWith(prefix)) {
      return false;
    }
    String run = name.substring(prefix.length());
    try {
      return isNoted(run) && !StreamLock.running(log.folder(), run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isNoted(String run) throws IOException {
    try {
      Path note = StreamReceipt.folder(log.folder(), run).resolve(PLACE);
      return Files.readString(note).equals(place());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private String place() throws IOException {
    return log.folder().toRealPath().toString();
  }
}
