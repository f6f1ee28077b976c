package prefmill.trainers.registry.content;

/** Text as Postgres can hold it: every character but one. */
public final class PostgresText {
  private PostgresText() {}

  /** The text with the replacement character for each NUL; null stays null. */
  public static String of(String nullable) {
    return nullable == null ? null : nullable.replace('\0', '\uFFFD');
  }
}
