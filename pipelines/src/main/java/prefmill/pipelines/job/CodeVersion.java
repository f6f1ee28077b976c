package prefmill.pipelines.job;

/** The version of the code that decides rows: it changes when equal input would give other rows. */
public final class CodeVersion {
  /** This version. */
  public static final String CURRENT = "0.1.0";

  private CodeVersion() {}
}
