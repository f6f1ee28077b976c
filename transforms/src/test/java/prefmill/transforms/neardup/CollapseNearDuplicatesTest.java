package prefmill.transforms.neardup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Told;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

class CollapseNearDuplicatesTest {
  private static final String ASKED =
      "Please tell me in a few words how I can reset the password of my account in the portal"
          + " when I have lost both my phone and the codes that I printed last year.";
  private static final String GOOD =
      "Open the settings page, choose security, press the reset button, and answer the three"
          + " questions that you chose when you opened the account; a mail with a link follows.";
  private static final String BAD =
      "I am sorry, but I cannot help you with anything that has to do with accounts or their"
          + " owners, so please look for somebody else who can, perhaps among your friends.";

  private final Sketcher sketcher = new Sketcher();

  private SlimRow row(
      String name, Config config, Side side, int rank, long at, String asked, String... answers) {
    RowRef ref = new RowRef(Told.id(name), Told.id("key " + name), config, side, 7, 1);
    return new SlimRow(
        ref,
        rank,
        at,
        List.of(),
        null,
        false,
        null,
        sketcher.row(asked, answers[0], answers[1]),
        sketcher.turn(asked));
  }

  private SlimRow pair(String name, int rank, long at, String asked, String... answers) {
    return row(name, Config.PREFERENCE, Side.TRAIN, rank, at, asked, answers);
  }

  private static void expect(List<SlimRow> rows, List<SlimRow> kept, List<Fate> dropped) {
    List<SlimRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(rows.size()));
    Pipeline pipeline = Pipeline.create();
    List<PCollection<Fate>> fates = new ArrayList<>();
    PCollection<SlimRow> left =
        pipeline
            .apply(Create.of(shuffled).withCoder(RecordCoder.of(SlimRow.class)))
            .apply(CollapseNearDuplicates.within(1).fatesTo(fates));
    PAssert.that(
            left.apply(MapElements.into(TypeDescriptors.strings()).via(r -> r.ref().row().hex())))
        .containsInAnyOrder(kept.stream().map(r -> r.ref().row().hex()).toList());
    PCollection<Fate> all = PCollectionList.of(fates).apply(Flatten.pCollections());
    if (dropped.isEmpty()) {
      PAssert.that(all).empty();
    } else {
      PAssert.that(all).containsInAnyOrder(dropped);
    }
    pipeline.run().waitUntilFinish();
  }

  private static Fate lost(SlimRow row, SlimRow winner) {
    return new Fate(row.ref(), Reason.of(Stage.NEAR_DUPLICATE, "collapsed"), winner.ref().row());
  }

  @Test
  void ofNearCopiesTheBestTrustedThenTheEarliestStays() {
    // Word for word the same as the early one, and so first compared with that alone.
    SlimRow late = pair("late", 1, 9, ASKED, GOOD, BAD);
    SlimRow trusted = pair("trusted", 0, 10, ASKED, GOOD + " Good luck.", BAD);
    SlimRow early = pair("early", 1, 1, ASKED, GOOD, BAD);
    expect(
        List.of(late, trusted, early),
        List.of(trusted),
        List.of(lost(late, early), lost(early, trusted)));
  }

  @Test
  void whatDiffersStays() {
    SlimRow row = pair("row", 0, 1, ASKED, GOOD, BAD);
    SlimRow opposite = pair("opposite", 0, 2, ASKED, BAD, GOOD);
    SlimRow question = pair("question", 0, 3, "Is it raining?", GOOD, BAD);
    SlimRow held = row("held", Config.PREFERENCE, Side.TEST, 0, 4, ASKED, GOOD, BAD);
    SlimRow shown = row("shown", Config.SFT, Side.TRAIN, 0, 5, ASKED, GOOD, null);
    SlimRow other = row("other", Config.SFT, Side.TRAIN, 0, 6, ASKED, BAD, null);
    List<SlimRow> all = List.of(row, opposite, question, held, shown, other);
    expect(all, all, List.of());
  }
}
