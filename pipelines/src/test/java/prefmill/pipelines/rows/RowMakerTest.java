package prefmill.pipelines.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.canonical.RowJson;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.UnpairedRow;
import prefmill.pipelines.rows.stored.StoreRows;
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.pipelines.rows.stored.StoredTexts;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.Message;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.pairs.Demonstration;
import prefmill.transforms.pairs.PairedContext;
import prefmill.transforms.pairs.PreferencePair;
import prefmill.transforms.pairs.Verdict;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.settled.Answer;
import prefmill.transforms.settled.Evidence;
import prefmill.transforms.settled.Supporter;
import prefmill.transforms.splits.Side;

class RowMakerTest {
  private static final String ONE = "<EMAIL#0123456789abcdef>";
  private static final String TWO = "<EMAIL#fedcba9876543210>";
  private static final Answer GOOD = new Answer(new Id(1, 1), "Write to " + TWO, ONE);
  private static final Answer BAD = new Answer(new Id(2, 2), "Ask " + ONE, null);

  private final RowMaker maker = new RowMaker(hash(), new Sketcher());

  private static KeyedHash hash() {
    return KeyedHash.of("a key for tests, 32 characters..".getBytes(StandardCharsets.UTF_8), "t");
  }

  private static Supporter supporter(int event, int person, boolean curated) {
    return new Supporter(
        "e" + event, new Id(0, event), new Id(7, person), curated, false, 100 - event);
  }

  private static PairedContext context(
      List<PreferencePair> pairs, List<Verdict> verdicts, List<Demonstration> shown) {
    Exchange exchange =
        new Exchange(
            "Be kind.",
            List.of(new Message("user", "Hi"), new Message("assistant", "")),
            "{\"owner\":\"" + ONE + "\"}",
            List.of("A leaflet."),
            "Whom do I ask?",
            "an answer that means nothing");
    return new PairedContext(
        new Id(5, 5), 9, Side.TEST, exchange, "of " + ONE, pairs, verdicts, shown);
  }

  private static PreferencePair pair(List<Supporter> supporters) {
    return new PreferencePair(
        new Id(3, 3), GOOD, BAD, Evidence.RATINGS, false, 2, 333_333, supporters);
  }

  @Test
  void aPairIsPublishedAsMessages() {
    PairedContext context =
        context(List.of(pair(List.of(supporter(1, 1, false)))), List.of(), List.of());
    PreferenceRow row = (PreferenceRow) maker.rows(context).get(0).row();
    assertThat(
        row.prompt(),
        contains(
            new ChatMessage("system", "Be kind.\n\nContext documents:\n\nA leaflet."),
            ChatMessage.user("Hi"),
            ChatMessage.assistant(""),
            ChatMessage.user("Whom do I ask?")));
    assertThat(row.chosen(), contains(ChatMessage.assistant("Write to <EMAIL_2>")));
    assertThat(row.rejected(), contains(ChatMessage.assistant("Ask <EMAIL_1>")));
    assertThat(row.rowId(), is(new Id(3, 3).hex()));
    assertThat(row.contextKey(), is(new Id(5, 5).hex()));
    assertThat(row.evidence(), is("ratings"));
    assertThat(row.support(), is(2));
    assertThat(row.strength(), is(0.333333));
    assertThat(row.rejectedModel(), nullValue());
  }

  @Test
  void noTokenOfThePersonIsPublished() {
    List<Supporter> by = List.of(supporter(1, 1, false));
    PairedContext context =
        context(
            List.of(pair(by)),
            List.of(new Verdict(new Id(4, 4), BAD, false, 1, by)),
            List.of(
                new Demonstration(
                    new Id(6, 6), GOOD, Evidence.CORRECTION, 1_000_000, List.of("x"), by)));
    List<MadeRow> rows = maker.rows(context);
    assertThat(rows, hasSize(3));
    for (MadeRow made : rows) {
      String json = json(made.row());
      assertThat(json, not(containsString("#")));
      assertThat(json, containsString("of <EMAIL_"));
    }
  }

  @Test
  void verdictsAndDemonstrationsAreRowsToo() {
    List<Supporter> by = List.of(supporter(1, 1, false));
    PairedContext context =
        context(
            List.of(),
            List.of(new Verdict(new Id(4, 4), BAD, false, 1, by)),
            List.of(
                new Demonstration(
                    new Id(6, 6), GOOD, Evidence.THUMBS_PEOPLE, 500_000, List.of(), by)));
    List<MadeRow> rows = maker.rows(context);
    UnpairedRow verdict = (UnpairedRow) rows.get(0).row();
    SftRow shown = (SftRow) rows.get(1).row();
    assertThat(verdict.label(), is(false));
    assertThat(verdict.completion(), contains(ChatMessage.assistant("Ask <EMAIL_1>")));
    assertThat(shown.messages(), hasSize(5));
    assertThat(shown.messages().get(4).role(), is("assistant"));
    assertThat(shown.weight(), is(0.5));
    assertThat(rows.get(1).slim().ref().config(), is(Config.SFT));
    assertThat(rows.get(1).slim().ref().side(), is(Side.TEST));
  }

  @Test
  void aRowIsChargedToThreePersonsButToNoCurator() {
    List<Supporter> supporters = new ArrayList<>();
    supporters.add(supporter(0, 0, true));
    for (int i = 1; i <= 5; i++) {
      supporters.add(supporter(i, i, false));
    }
    SlimRow slim = slim(supporters);
    assertThat(slim.charged(), contains(new Id(7, 1), new Id(7, 2), new Id(7, 3)));
    assertThat(slim.createdAt(), is(95L));
    assertThat(slim(List.of(supporter(0, 0, true))).charged(), is(List.of()));
  }

  private SlimRow slim(List<Supporter> supporters) {
    return maker.rows(context(List.of(pair(supporters)), List.of(), List.of())).get(0).slim();
  }

  @Test
  void aStoredRowIsReadBackFromItsPlace(@TempDir Path folder) throws Exception {
    List<Supporter> by = List.of(supporter(1, 1, false));
    PairedContext context =
        context(
            List.of(pair(by)), List.of(new Verdict(new Id(4, 4), BAD, false, 1, by)), List.of());
    List<String> expected = maker.rows(context).stream().map(made -> json(made.row())).toList();
    String folderName = folder.toString();
    Pipeline pipeline = Pipeline.create();
    Outcomes.Gatherer said = new Outcomes.Gatherer(9);
    said.use("e1", new Id(3, 3));
    List<PCollection<Outcomes>> outcomes = new ArrayList<>();
    PCollection<StoredRow> stored =
        pipeline
            .apply(
                Create.of(List.of(KV.of(context, said.outcomes())))
                    .withCoder(
                        KvCoder.of(
                            RecordCoder.of(PairedContext.class), RecordCoder.of(Outcomes.class))))
            .apply(StoreRows.in(folder, RowMakerTest::hash).outcomesTo(outcomes));
    PAssert.that(outcomes.get(0)).containsInAnyOrder(said.outcomes());
    PAssert.that(
            stored.apply(
                MapElements.into(TypeDescriptors.strings()).via(row -> text(row, folderName))))
        .containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  private static String text(StoredRow row, String folder) {
    try (StoredTexts texts = StoredTexts.in(Path.of(folder))) {
      return json(texts.read(row.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Row row) {
    return new String(RowJson.bytes(row), StandardCharsets.UTF_8);
  }
}
