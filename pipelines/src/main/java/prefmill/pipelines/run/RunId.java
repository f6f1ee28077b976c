package prefmill.pipelines.run;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Names runs: by time for people, by chance for safety. */
public final class RunId {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

  private RunId() {}

  /** A new one. */
  public static String next() {
    String chance = UUID.randomUUID().toString().substring(0, 8);
    return ZonedDateTime.now(ZoneOffset.UTC).format(TIME) + "-" + chance;
  }
}
