package prefmill.transforms.neardup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShinglesTest {
  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.of("the", "The", "cat", "sat", "on", "a", "mat,", "— and", "slept.")
        .list()
        .ofMaxSize(60)
        .map(words -> String.join(" ", words));
  }

  @Property(tries = 500)
  void jaccardEqualsSetsOfWordRuns(@ForAll("sentences") String a, @ForAll("sentences") String b) {
    Set<List<String>> left = runs(a);
    Set<List<String>> right = runs(b);
    Set<List<String>> common = new HashSet<>(left);
    common.retainAll(right);
    double expected = (double) common.size() / (left.size() + right.size() - common.size());
    assertThat(Shingles.jaccard(a, b), closeTo(expected, 1e-12));
    assertThat(Shingles.jaccard(b, a), is(Shingles.jaccard(a, b)));
  }

  @Test
  void upToFiveWordsAreTheWholeText() {
    assertThat(Shingles.of("How do I log in?").length, is(1));
    assertThat(Shingles.jaccard("How do I log in?", "how do i LOG in"), is(1.0));
    assertThat(Shingles.jaccard("How do I log in?", "How do I log out?"), is(0.0));
    assertThat(Shingles.jaccard("Hello there", "Hello"), is(0.0));
  }

  @Test
  void aTextWithoutWordsIsItself() {
    assertThat(Shingles.jaccard("👍", " 👍\n"), is(1.0));
    assertThat(Shingles.jaccard("👍", "👎"), is(0.0));
    assertThat(Shingles.jaccard("", " "), is(1.0));
    assertThat(Shingles.of("").length, is(1));
  }

  @Test
  void scriptsWithoutSpacesHaveRunsOfFiveCharacters() {
    assertThat(Shingles.of("今天天气很好。").length, is(2));
    assertThat(Shingles.jaccard("今天天气很好", "今天天气很坏"), is(1.0 / 3));
  }

  private static Set<List<String>> runs(String text) {
    List<String> words =
        Arrays.stream(Pattern.compile("\\W+").split(text.toLowerCase(Locale.ROOT)))
            .filter(word -> !word.isEmpty())
            .toList();
    if (words.size() <= 5) {
      return Set.of(words);
    }
    Set<List<String>> runs = new HashSet<>();
    for (int i = 0; i + 5 <= words.size(); i++) {
      runs.add(words.subList(i, i + 5));
    }
    return runs;
  }
}
