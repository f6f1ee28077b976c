package prefmill.pipelines.run;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names runs: by time for people, by chance for safety. */
public final class RunId {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

  private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}-[0-9a-f]{8}");

  private RunId() {}

  /** Whether a text has the form of one. */
  public static boolean is(String text) {
    return FORM.matcher(text).matches();
  }

  /** A new one. */
  public static String next() {
    String chance = UUID.randomUUID().toString().substring(0, 8);
    return ZonedDateTime.now(ZoneOffset.UTC).format(TIME) + "-" + chance;
  }
}
