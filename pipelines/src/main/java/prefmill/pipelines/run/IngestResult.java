package prefmill.pipelines.run;

/**
 * How an ingest ended.
 *
 * @param events events that landed, redeliveries included
 * @param deadLetterFiles files of dead letters that landed
 * @param sources sources that had something new
 */
public record IngestResult(long events, int deadLetterFiles, int sources) {
  /** No source had anything new. */
  public static final IngestResult NOTHING_NEW = new IngestResult(0, 0, 0);
}
