package prefmill.transforms.neardup;

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
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Told;
import prefmill.transforms.keys.Id;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

/** Five thousand rows that sound like a help desk's, a fifth of them edited copies. */
class RealisticRowsTest {
  private static final int ROWS = 5_000;
  private static final int PLANTED = 1_000;

  /** What each dropped row lost to, by seed: an assertion in a pipeline travels as bytes. */
  private static final Map<Integer, Map<Id, Id>> LOST = new ConcurrentHashMap<>();

  private final Map<Id, SampleRow> texts = new HashMap<>();
  private final Map<Id, Id> planted = new HashMap<>();
  private final List<SlimRow> rows = new ArrayList<>();

  RealisticRowsTest() {
    SupportTexts support = new SupportTexts(new Random(20_261_122));
    Sketcher sketcher = new Sketcher();
    List<SampleRow> samples = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      boolean copy = i >= ROWS - PLANTED;
      SampleRow sample = copy ? support.copy(samples.get(i - PLANTED)) : support.row();
      samples.add(sample);
      Id id = Told.id("row" + i);
      texts.put(id, sample);
      if (copy) {
        planted.put(id, Told.id("row" + (i - PLANTED)));
      }
      RowRef ref = new RowRef(id, Told.id("key" + i), Config.PREFERENCE, Side.TRAIN, i, 1);
      rows.add(
          new SlimRow(
              ref,
              i % 3,
              i % 100,
              List.of(),
              null,
              false,
              null,
              sketcher.row(sample.turn(), sample.chosen(), sample.rejected()),
              sketcher.turn(sample.turn())));
    }
  }

  @Test
  void nearCopiesCollapseAndNothingElseWhateverTheOrder() {
    Map<Id, Id> lost = collapse(1, 0);
    int near = 0;
    int found = 0;
    for (Map.Entry<Id, Id> pair : planted.entrySet()) {
      if (texts.get(pair.getKey()).jaccard(texts.get(pair.getValue())) >= 0.8) {
        near++;
        found += lost.containsKey(pair.getKey()) || lost.containsKey(pair.getValue()) ? 1 : 0;
      }
    }
    assertThat(near, greaterThan(400));
    assertThat((double) found / near, greaterThanOrEqualTo(0.95));
    lost.forEach(
        (row, winner) ->
            assertThat(texts.get(row).jaccard(texts.get(winner)), greaterThanOrEqualTo(0.5)));
    assertThat(collapse(2, 2), equalTo(lost));
  }

  /** What each dropped row lost to. */
  private Map<Id, Id> collapse(int seed, int bits) {
    List<SlimRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    List<PCollection<Fate>> fates = new ArrayList<>();
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    // these checks copy each element, and the smaller tests make them
    options.setEnforceImmutability(false);
    options.setEnforceEncodability(false);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(shuffled).withCoder(RecordCoder.of(SlimRow.class)))
        .apply(CollapseNearDuplicates.within(bits).fatesTo(fates));
    LOST.put(seed, new ConcurrentHashMap<>());
    PAssert.that(PCollectionList.of(fates).apply(Flatten.pCollections()))
        .satisfies(
            all -> {
              all.forEach(fate -> LOST.get(seed).put(fate.ref().row(), fate.winner()));
              return null;
            });
    pipeline.run().waitUntilFinish();
    return LOST.get(seed);
  }
}
