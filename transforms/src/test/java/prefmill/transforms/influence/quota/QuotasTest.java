package prefmill.transforms.influence.quota;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Told;
import prefmill.transforms.influence.CapInfluence;
import prefmill.transforms.influence.Caps;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

class QuotasTest {
  private static final Comparator<SlimRow> BY_KEY = Comparator.comparing(r -> r.ref().stable());

  private static SlimRow row(String name, Config config, String category, boolean synthetic) {
    return row(name, config, category, synthetic, List.of());
  }

  private static SlimRow row(
      String name, Config config, String category, boolean synthetic, List<Id> persons) {
    RowRef ref = new RowRef(Told.id(name), Told.id("key " + name), config, Side.TRAIN, 1, 1);
    return new SlimRow(ref, 0, 0, persons, category, synthetic, null, new byte[0], new byte[0]);
  }

  private static List<SlimRow> rows(
      String name, int count, Config config, String category, boolean synthetic) {
    List<SlimRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(name + i, config, category, synthetic));
    }
    return rows;
  }

  private static List<Fate> beyond(List<SlimRow> rows, int cap, String rule) {
    Reason reason = new Reason(Stage.CAP, rule, (double) rows.size(), (double) cap);
    return rows.stream()
        .sorted(BY_KEY)
        .skip(cap)
        .map(r -> new Fate(r.ref(), reason, Id.NONE))
        .toList();
  }

  private static void expect(Caps caps, Stream<List<SlimRow>> rows, Stream<List<Fate>> expected) {
    List<SlimRow> all = new ArrayList<>(rows.flatMap(List::stream).toList());
    Collections.shuffle(all, new Random(5));
    Pipeline pipeline = Pipeline.create();
    PCollection<Fate> fates =
        pipeline
            .apply(Create.of(all).withCoder(RecordCoder.of(SlimRow.class)))
            .apply(CapInfluence.at(caps, 1));
    PAssert.that(fates).containsInAnyOrder(expected.flatMap(List::stream).toList());
    pipeline.run().waitUntilFinish();
  }

  @Test
  void theSmallestKeysOfACategoryStayInEachConfig() {
    List<SlimRow> chats = rows("chat", 700, Config.PREFERENCE, "chat", false);
    List<SlimRow> shown = rows("shown", 40, Config.SFT, "chat", false);
    List<SlimRow> few = rows("few", 30, Config.UNPAIRED, "chat", false);
    List<SlimRow> code = rows("code", 50, Config.PREFERENCE, "code", false);
    List<SlimRow> none = rows("none", 50, Config.PREFERENCE, null, false);
    expect(
        new Caps(null, null, 1, Map.of("chat", 33), 1),
        Stream.of(chats, shown, few, code, none),
        Stream.of(beyond(chats, 33, "category"), beyond(shown, 33, "category")));
  }

  @Test
  void syntheticRowsAreAShareOfWhatTheOtherCapsLeave() {
    List<SlimRow> real = rows("real", 90, Config.PREFERENCE, "chat", false);
    List<SlimRow> made = rows("made", 60, Config.PREFERENCE, null, true);
    List<SlimRow> alone = rows("alone", 5, Config.SFT, null, true);
    // 80 real rows stay, and 80 * 0.2 / 0.8 = 20 synthetic ones beside them
    expect(
        new Caps(null, null, 1, Map.of("chat", 80), 0.2),
        Stream.of(real, made, alone),
        Stream.of(
            beyond(real, 80, "category"),
            beyond(made, 20, "synthetic"),
            beyond(alone, 0, "synthetic")));
  }

  @Test
  void aQuotaCountsOnlyWhatThePersonsCapLeaves() {
    List<SlimRow> own = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      own.add(row("own" + i, Config.SFT, "chat", false, List.of(Told.id("u"))));
    }
    List<SlimRow> left = own.stream().sorted(BY_KEY).limit(4).toList();
    expect(
        new Caps(4, null, 1, Map.of("chat", 3), 1),
        Stream.of(own),
        Stream.of(beyond(own, 4, "person"), beyond(left, 3, "category")));
  }
}
