package prefmill.transforms.influence.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Told;
import prefmill.transforms.keys.Id;
import prefmill.transforms.neardup.Shingles;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

class ClusterPromptsTest {
  private static final int PROMPTS = 250;
  private static final int VARIANTS = 3;

  /** The cluster of each prompt, by seed: an assertion in a pipeline travels as bytes. */
  private static final Map<Integer, Map<Id, Id>> CLUSTERS = new ConcurrentHashMap<>();

  private final Sketcher sketcher = new Sketcher();
  private final Map<Id, String> texts = new HashMap<>();
  private final List<SlimRow> rows = new ArrayList<>();

  private void ask(String prompt) {
    SlimRow row =
        new SlimRow(
            new RowRef(
                Told.id("row" + rows.size()),
                Told.id("key" + rows.size()),
                Config.SFT,
                Side.TRAIN,
                Told.id(prompt).hi(),
                1),
            0,
            0,
            List.of(),
            null,
            false,
            null,
            new byte[0],
            sketcher.turn(prompt));
    rows.add(row);
    texts.put(ClusterPrompts.prompt(row), prompt);
  }

  @Test
  void nearIdenticalPromptsMeetWhateverTheOrderAndOthersDoNot() {
    Random random = new Random(20_261_123);
    for (int i = 0; i < PROMPTS; i++) {
      String prompt = words(random, 50 + random.nextInt(50));
      for (int variant = 0; variant < VARIANTS; variant++) {
        ask(prompt + " " + words(random, 1 + random.nextInt(2)));
      }
    }
    Map<Id, Id> clusters = clusters(1, 0);
    int near = 0;
    int met = 0;
    List<SlimRow> asked = List.copyOf(rows);
    for (int i = 0; i + 1 < asked.size(); i++) {
      Id one = ClusterPrompts.prompt(asked.get(i));
      Id two = ClusterPrompts.prompt(asked.get(i + 1));
      boolean together = clusters.getOrDefault(one, one).equals(clusters.getOrDefault(two, two));
      double jaccard = Shingles.jaccard(texts.get(one), texts.get(two));
      if (jaccard >= 0.9) {
        near++;
        met += together ? 1 : 0;
      } else if (jaccard < 0.5) {
        assertThat(together, equalTo(false));
      }
    }
    assertThat(near, greaterThan(PROMPTS));
    assertThat((double) met / near, greaterThanOrEqualTo(0.99));
    assertThat(clusters(2, 2), equalTo(clusters));
  }

  private Map<Id, Id> clusters(int seed, int bits) {
    List<SlimRow> shuffled = new ArrayList<>(rows);
    // a prompt that is asked often is one prompt
    shuffled.addAll(rows.subList(0, PROMPTS));
    Collections.shuffle(shuffled, new Random(seed));
    CLUSTERS.put(seed, new ConcurrentHashMap<>());
    Pipeline pipeline = Pipeline.create();
    PAssert.that(
            pipeline
                .apply(Create.of(shuffled).withCoder(RecordCoder.of(SlimRow.class)))
                .apply(ClusterPrompts.within(bits)))
        .satisfies(
            all -> {
              all.forEach(told -> CLUSTERS.get(seed).put(told.getKey(), told.getValue()));
              return null;
            });
    pipeline.run().waitUntilFinish();
    return CLUSTERS.get(seed);
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(Integer.toString(random.nextInt(1 << 20), 36));
    }
    return text.toString();
  }
}
