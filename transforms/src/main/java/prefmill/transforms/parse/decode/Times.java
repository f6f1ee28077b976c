package prefmill.transforms.parse.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.parse.fault.MalformedException;

/**
 * Reads times by ISO 8601, also with a blank instead of the T as databases print them; without an
 * offset they are UTC. Finer parts than a microsecond are cut off.
 */
public final class Times {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(java.util.Locale.ROOT);

  private static final String USUAL = "0000-00-00T00:00:00Z";

  private Times() {}

  /** Microseconds since 1970, or {@link FeedbackEvent#NO_TIME} of null. */
  public static long micros(String field, String text) throws MalformedException {
    if (text == null) {
      return FeedbackEvent.NO_TIME;
    }
    try {
      long usual = usual(text);
      if (usual != FeedbackEvent.NO_TIME) {
        return usual;
      }
      Instant time =
          instant(ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    } catch (DateTimeException | ArithmeticException e) {
      throw MalformedException.value(
          field, "a time by ISO 8601 with its zone, such as 2026-11-20T10:00:00Z");
    }
  }

  /**
   * The form that nearly all events have, 2026-11-20T10:00:00Z, without the formatter, which takes
   * longer than the rest of the record; NO_TIME of any other.
   */
  private static long usual(String text) {
    if (text.length() != USUAL.length() || text.charAt(19) != 'Z') {
      return FeedbackEvent.NO_TIME;
    }
    int[] parts = new int[6];
    int part = 0;
    for (int i = 0; i < 19; i++) {
      char expected = USUAL.charAt(i);
      char c = text.charAt(i);
      if (expected != '0') {
        part++;
        if (c != expected) {
          return FeedbackEvent.NO_TIME;
        }
      } else if (c < '0' || c > '9') {
        return FeedbackEvent.NO_TIME;
      } else {
        parts[part] = 10 * parts[part] + (c - '0');
      }
    }
    // the formatter knows what becomes of a 30th of February or an hour 24
    if (parts[1] < 1
        || parts[1] > 12
        || parts[2] < 1
        || parts[2] > 28
        || parts[3] > 23
        || parts[4] > 59
        || parts[5] > 59) {
      return FeedbackEvent.NO_TIME;
    }
    return 1_000_000L
        * LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
            .toEpochSecond(ZoneOffset.UTC);
  }

  private static Instant instant(TemporalAccessor time) {
    if (time instanceof OffsetDateTime offset) {
      return offset.toInstant();
    }
    return time instanceof LocalDateTime local
        ? local.toInstant(ZoneOffset.UTC)
        : ((LocalDate) time).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
