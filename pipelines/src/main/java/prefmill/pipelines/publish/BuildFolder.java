package prefmill.pipelines.publish;

/** Names within a build's scratch folder, which never becomes part of a version. */
public final class BuildFolder {
  /** Where the texts of all rows wait until it is known which stay. */
  public static final String CANDIDATES = "candidates";

  /** Where shards lie until their final names are known. */
  public static final String PARTS = "parts";

  /** Where sorted stretches of the ledger wait until they are merged. */
  public static final String RUNS = "runs";

  /** What the job's workers did. */
  public static final String RECEIPTS = "receipts.json";

  private BuildFolder() {}
}
