package prefmill.transforms.parse.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import prefmill.transforms.parse.fault.MalformedException;

/** The usual form is read apart: it must mean what it means with the zone spelled otherwise. */
class TimesTest {
  @Property
  void readsTheUsualFormAsAnyOther(
      @ForAll @IntRange(min = 0, max = 9999) int year,
      @ForAll @IntRange(min = 0, max = 13) int month,
      @ForAll @IntRange(min = 0, max = 32) int day,
      @ForAll @IntRange(min = 0, max = 24) int hour,
      @ForAll @IntRange(min = 0, max = 60) int minute,
      @ForAll @IntRange(min = 0, max = 60) int second) {
    String local =
        String.format(
            Locale.ROOT, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, second);

    assertThat(read(local + "Z"), is(read(local + "+00:00")));
  }

  @Example
  void refusesWhatOnlyHasTheLengthOfTheUsualForm() {
    for (String text :
        new String[] {"2026-11-20 10.00.00Z", "2026/11/20T10:00:00Z", "2026-11-20T1a:00:00Z"}) {
      assertThrows(MalformedException.class, () -> Times.micros("created_at", text), text);
    }
  }

  private static Long read(String text) {
    try {
      return Times.micros("created_at", text);
    } catch (MalformedException e) {
      return null;
    }
  }
}
