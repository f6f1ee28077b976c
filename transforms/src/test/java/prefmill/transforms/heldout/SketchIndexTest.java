package prefmill.transforms.heldout;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import prefmill.transforms.neardup.Shingles;
import prefmill.transforms.neardup.Sketcher;

class SketchIndexTest {
  private final Sketcher sketcher = new Sketcher();
  private final Random random = new Random(5);

  private List<String> words(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add("w" + random.nextInt(3_000));
    }
    return words;
  }

  @Test
  void findsEveryNearCopyAndFewOthers() {
    List<List<String>> texts = new ArrayList<>();
    List<byte[]> sketches = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      texts.add(words(8 + random.nextInt(80)));
      sketches.add(sketcher.turn(String.join(" ", texts.get(i))));
    }
    SketchIndex index = SketchIndex.of(sketches);
    int near = 0;
    int found = 0;
    for (int i = 0; i < texts.size(); i++) {
      List<String> copy = new ArrayList<>(texts.get(i));
      if (i % 2 == 0) {
        copy.addAll(words(1 + random.nextInt(5)));
      } else {
        copy.set(random.nextInt(copy.size()), "other");
      }
      String text = String.join(" ", copy);
      int[] likely = index.likely(sketcher.turn(text));
      found += likely.length;
      if (Shingles.jaccard(text, String.join(" ", texts.get(i))) >= 0.8) {
        near++;
        assertThat(Arrays.stream(likely).boxed().toList(), hasItem(i));
      }
    }
    assertThat(near, greaterThan(500));
    assertThat(found <= texts.size(), is(true));
  }

  @Test
  void theLikeliestComesFirst() {
    String text = String.join(" ", words(60));
    byte[] close = sketcher.turn(text + " and one");
    SketchIndex index =
        SketchIndex.of(List.of(sketcher.turn(text + " and one two three four five"), close, close));
    assertThat(Arrays.stream(index.likely(close)).boxed().toList(), is(List.of(1, 2, 0)));
    assertThat(index.likely(sketcher.turn("something else")).length, is(0));
  }
}
