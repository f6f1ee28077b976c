package prefmill.transforms.influence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Told;
import prefmill.transforms.keys.Id;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

class CapInfluenceTest {
  private static final Sketcher SKETCHER = new Sketcher();

  private static SlimRow row(String name, Config config, String prompt, String... persons) {
    RowRef ref =
        new RowRef(
            Told.id(name), Told.id("key " + name), config, Side.TRAIN, Told.id(prompt).hi(), 1);
    return new SlimRow(
        ref,
        0,
        0,
        Arrays.stream(persons).map(Told::id).toList(),
        null,
        false,
        null,
        new byte[0],
        SKETCHER.turn(prompt));
  }

  private static void expect(Caps caps, List<SlimRow> rows, List<Fate> expected) {
    Pipeline pipeline = Pipeline.create();
    var fates =
        pipeline
            .apply(Create.of(rows).withCoder(RecordCoder.of(SlimRow.class)))
            .apply(CapInfluence.at(caps, 2));
    if (expected.isEmpty()) {
      PAssert.that(fates).empty();
    } else {
      PAssert.that(fates).containsInAnyOrder(expected);
    }
    pipeline.run().waitUntilFinish();
  }

  private static List<SlimRow> byKey(List<SlimRow> rows) {
    return rows.stream().sorted(Comparator.comparing((SlimRow r) -> r.ref().stable())).toList();
  }

  private static Fate fate(SlimRow row, String rule, double value, double cap) {
    return new Fate(row.ref(), new Reason(Stage.CAP, rule, value, cap), Id.NONE);
  }

  @Test
  void theSmallestKeysOfAPersonStayInEachConfig() {
    List<SlimRow> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.add(row("r" + i, Config.PREFERENCE, "p" + i, "u"));
    }
    List<SlimRow> sorted = byKey(rows);
    rows.add(row("s1", Config.SFT, "p1", "u"));
    rows.add(row("s2", Config.SFT, "p2", "u"));
    rows.add(row("other", Config.PREFERENCE, "p", "v"));
    expect(
        new Caps(2, null),
        rows,
        sorted.subList(2, 5).stream().map(r -> fate(r, "person", 5, 2)).toList());
  }

  @Test
  void aPromptIsCappedWhoeverAsks() {
    List<SlimRow> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(row("r" + i, Config.UNPAIRED, "p", "u" + i));
    }
    List<SlimRow> sorted = byKey(rows);
    expect(new Caps(1, 3), rows, List.of(fate(sorted.get(3), "prompt_cluster", 4, 3)));
  }

  @Test
  void aRowNeedsTheLeaveOfEveryPersonItRestsOn() {
    List<SlimRow> rows =
        byKey(
            List.of(
                row("r1", Config.PREFERENCE, "p1", "u", "v"),
                row("r2", Config.PREFERENCE, "p2", "u", "v"),
                row("r3", Config.PREFERENCE, "p3", "v"),
                row("r4", Config.PREFERENCE, "p4", "u")));
    List<Fate> expected = new ArrayList<>();
    for (SlimRow row : rows) {
      boolean first =
          row.charged().stream()
              .allMatch(
                  person ->
                      rows.stream()
                          .filter(r -> r.charged().contains(person))
                          .findFirst()
                          .orElseThrow()
                          .equals(row));
      if (!first) {
        expected.add(fate(row, "person", 3, 1));
      }
    }
    expect(new Caps(1, null), rows, expected);
  }

  @Test
  void whatRestsOnNoPersonIsChargedToNobody() {
    List<SlimRow> rows = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      rows.add(row("r" + i, Config.PREFERENCE, "p" + i));
    }
    expect(new Caps(1, null), rows, List.of());
    expect(new Caps(null, null), rows, List.of());
  }

  @Test
  void nearIdenticalPromptsAreOneCluster() {
    String asked = "Which of the twelve trains that leave the old town at noon stops at the lake, ";
    List<SlimRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      rows.add(row("r" + i, Config.PREFERENCE, asked + "number " + i, "u" + i));
    }
    List<SlimRow> sorted = byKey(rows);
    rows.add(row("sft", Config.SFT, asked + "number 1", "u1"));
    rows.add(row("other", Config.PREFERENCE, "Is it raining over there today?", "u1"));
    expect(
        new Caps(null, 3),
        rows,
        sorted.subList(3, 12).stream().map(r -> fate(r, "prompt_cluster", 12, 3)).toList());
  }

  @Test
  void aClusterMustRestOnSeveralPersonsWhereThePolicySaysSo() {
    SlimRow lone = row("lone", Config.PREFERENCE, "p", "u");
    SlimRow again = row("again", Config.PREFERENCE, "p", "u");
    SlimRow curated = row("curated", Config.PREFERENCE, "p");
    SlimRow one = row("one", Config.PREFERENCE, "q", "u");
    SlimRow two = row("two", Config.PREFERENCE, "q", "v");
    expect(
        new Caps(null, null, 2, Map.of(), 1),
        List.of(lone, again, curated, one, two),
        List.of(fate(lone, "prompt_cluster", 1, 2), fate(again, "prompt_cluster", 1, 2)));
  }
}
