package prefmill.transforms.mask.rules.birth;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.FoldedText;

/** Names of months in English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish. */
final class Months {
  private static final String[] NAMES = {
    "january jan januar jänner janvier janv enero ene gennaio gen januari janeiro",
    "february feb februar februari février fevrier févr febrero febbraio fevereiro fev",
    "march mar mars märz marz mrz marzo maart mrt março marco",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag mei maio maj",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aout agosto ago augustus augusti",
    "september sept sep septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre diciembre dic dicembre dezembro"
  };

  private static final Words ALL = Words.of(String.join(" ", NAMES));
  private static final Map<String, Integer> NUMBERS = numbers();

  private Months() {}

  /** Whether the text from start to end names a month. */
  static boolean has(FoldedText text, int start, int end) {
    return ALL.has(text, start, end);
  }

  /** The number of the month that the text from start to end names. */
  static int number(FoldedText text, int start, int end) {
    return NUMBERS.get(text.slice(start, end).toLowerCase(Locale.ROOT));
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int month = 0; month < NAMES.length; month++) {
      for (String name : NAMES[month].split(" ", -1)) {
        numbers.put(name, month + 1);
      }
    }
    return numbers;
  }
}
