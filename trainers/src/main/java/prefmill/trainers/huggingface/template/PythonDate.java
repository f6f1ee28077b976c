package prefmill.trainers.huggingface.template;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import prefmill.trainers.training.TrainingException;

/** A day's first moment as Python's {@code strftime} writes it, in English. */
final class PythonDate {
  private static final Map<Character, String> PATTERNS =
      Map.ofEntries(
          Map.entry('d', "dd"),
          Map.entry('m', "MM"),
          Map.entry('y', "yy"),
          Map.entry('Y', "yyyy"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('j', "DDD"),
          Map.entry('F', "yyyy-MM-dd"),
          Map.entry('D', "MM/dd/yy"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('p', "a"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('R', "HH:mm"),
          Map.entry('f', "SSSSSS"),
          Map.entry('e', "ppd"),
          Map.entry('Z', "''"),
          Map.entry('z', "''"),
          Map.entry('%', "'%'"));

  private PythonDate() {}

  /**
   * The day in a format.
   *
   * @throws TrainingException if the format has a mark that is not known here
   */
  static String write(LocalDate day, String format) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      // %-d is the day without a leading zero
      boolean bare = i + 2 < format.length() && format.charAt(i + 1) == '-';
      i += bare ? 2 : 1;
      String pattern = i < format.length() ? PATTERNS.get(format.charAt(i)) : null;
      if (pattern == null) {
        throw new TrainingException(
            "The model's chat template asks for the date as '%s', which is not known here: use another chat template."
                .formatted(format));
      }
      String written =
          DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(day.atStartOfDay());
      out.append(bare ? written.replaceFirst("^0+(?=.)", "") : written);
    }
    return out.toString();
  }
}
