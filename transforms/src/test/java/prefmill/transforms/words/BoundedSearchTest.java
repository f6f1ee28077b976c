package prefmill.transforms.words;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class BoundedSearchTest {
  @Test
  void findsAndCutsAsEver() {
    Pattern day = Pattern.compile("Today is \\S+");
    assertThat(BoundedSearch.finds(day, "Hello. Today is Monday, is it?"), is(true));
    assertThat(BoundedSearch.cut(day, "Today is Monday or Today is Friday!"), is(" or "));
    assertThat(BoundedSearch.finds(day, "Tomorrow"), is(false));
  }

  @Test
  void givesUpOnAPatternThatNeverEnds() {
    String text = "a".repeat(1_000_000) + "b";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertThat(BoundedSearch.finds(Pattern.compile("(a|aa)+$"), text), is(false));
          assertThat(BoundedSearch.finds(Pattern.compile("(a+)+$"), text), is(false));
        });
  }

  @Test
  void givesUpOnAPatternThatNestsTooDeeply() {
    String text = "word and ".repeat(100_000);
    assertThat(BoundedSearch.finds(Pattern.compile("(\\w|\\s)+ invoice"), text), is(false));
    assertThat(BoundedSearch.cut(Pattern.compile("(\\w|\\s)+ clock"), text), is(text));
  }
}
