package prefmill.transforms.words;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class CaselessTest {
  @Property
  void holdsWhatAPatternWithoutCaseFinds(
      @ForAll
          @CharRange(from = 'a', to = 'c')
          @CharRange(from = 'A', to = 'C')
          @CharRange(from = 'i', to = 'k')
          @CharRange(from = '\u0130', to = '\u0131')
          @CharRange(from = '\u017F', to = '\u017F')
          @CharRange(from = '\u212A', to = '\u212B')
          @StringLength(max = 20)
          String text,
      @ForAll
          @CharRange(from = 'a', to = 'b')
          @CharRange(from = 'i', to = 'k')
          @CharRange(from = 's', to = 's')
          @CharRange(from = '\u00E5', to = '\u00E5')
          @StringLength(min = 1, max = 2)
          String literal) {
    Pattern pattern =
        Pattern.compile(Pattern.quote(literal), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    assertThat(
        Caseless.of(text).holdsAny(Caseless.literals(literal)), is(pattern.matcher(text).find()));
  }

  @Property(tries = 1)
  void holdsNothingOfNothing() {
    assertThat(Caseless.of("text").holdsAny(List.of()), is(false));
  }
}
