package prefmill.transforms.words;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Hasher64 HASHER = Hashing.wyhashFinal4();
  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

  @Test
  void findsLowerCaseRunsOfWordCharacters() {
    Words words = Words.of(" Don't PANIC, snake_case 42! Größe, НЕТ");
    assertThat(words.count(), is(7));
    assertThat(words.hash(HASHER, 2, 1), is(Words.of("panic").hash(HASHER, 0, 1)));
    assertThat(words.hash(HASHER, 6, 1), is(Words.of("нет").hash(HASHER, 0, 1)));
    assertThat(words.hash(HASHER, 0, 2), is(Words.of("don--T").hash(HASHER, 0, 2)));
    assertThat(words.characters(0, 2), is(4));
  }

  @Test
  void wordsDoNotRunTogether() {
    assertThat(Words.of("ab c").hash(HASHER, 0, 2), is(not(Words.of("a bc").hash(HASHER, 0, 2))));
  }

  @Test
  void eachCharacterOfAScriptWithoutSpacesIsAWord() {
    assertThat(Words.of("我用Python写代码。").count(), is(6));
    assertThat(Words.of("ภาษาไทย").count(), is(7));
    assertThat(Words.of("한국어 문장").count(), is(2));
    assertThat(Words.of("我用Python写代码").mostlyUnspaced(), is(true));
    assertThat(Words.of("the word 我 means I").mostlyUnspaced(), is(false));
  }

  @Test
  void aTextOfPunctuationHasNone() {
    assertThat(Words.of("?! ... 👍").count(), is(0));
  }

  @Property(tries = 300)
  void agreesWithTheRegularExpressionOnLatinText(
      @ForAll List<@CharRange(from = ' ', to = 'ž') Character> letters) {
    StringBuilder text = new StringBuilder();
    letters.forEach(text::append);
    List<String> expected = WORD.matcher(text).results().map(MatchResult::group).toList();
    Words words = Words.of(text.toString());
    assertThat(words.count(), is(expected.size()));
    for (int i = 0; i < words.count(); i++) {
      assertThat(words.hash(HASHER, i, 1), is(Words.of(expected.get(i)).hash(HASHER, 0, 1)));
    }
  }
}
