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
final class Times {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(java.util.Locale.ROOT);

  private Times() {}

  /** Microseconds since 1970, or {@link FeedbackEvent#NO_TIME} of null. */
  static long micros(String field, String text) throws MalformedException {
    if (text == null) {
      return FeedbackEvent.NO_TIME;
    }
    try {
      Instant time =
          instant(ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    } catch (DateTimeException | ArithmeticException e) {
      throw MalformedException.value(
          field, "a time by ISO 8601 with its zone, such as 2026-11-20T10:00:00Z");
    }
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
