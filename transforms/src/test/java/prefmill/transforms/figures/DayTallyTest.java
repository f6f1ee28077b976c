package prefmill.transforms.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.Id;

class DayTallyTest {
  private static final String NOON = "2026-11-20T12:00:00Z";
  private static final String LATER = "2026-11-20T13:00:00Z";

  @Test
  void theLastWordOfTheDayCounts() {
    List<Figure> figures =
        DayTally.of(
            List.of(
                Facts.thumb("e1", "u1", "m1", LATER, Polarity.DOWN, Facts.MATHS),
                Facts.thumb("e2", "u1", "m1", NOON, Polarity.UP, Facts.MUSIC),
                Facts.thumb("e3", "u2", "m1", NOON, Polarity.UP, Facts.MATHS)));
    assertThat(figures.get(0).counts(), is(new Counts(3, 2, 1, 1, 0, 0)));
    assertThat(of(figures, Dimension.SUBJECT, "maths"), is(new Counts(2, 2, 1, 1, 0, 0)));
    assertThat(of(figures, Dimension.SUBJECT, "music"), is(new Counts(1, 1, 0, 0, 0, 0)));
    assertThat(ids(figures.get(0)), contains("e1"));
  }

  @Test
  void whatIsTakenBackIsNotCountedWhateverItsLabels() {
    List<FeedbackFact> facts =
        List.of(
            Facts.thumb("e1", "u1", "m1", NOON, Polarity.DOWN, Facts.MATHS),
            Facts.fact("e2", "u1", "m1", NOON, new Signal.Correction("so"), Facts.MATHS),
            Facts.takeBack("e3", "u1", "m1", LATER, Facet.POLARITY));
    assertThat(
        of(DayTally.of(facts), Dimension.SUBJECT, "maths"), is(new Counts(2, 1, 0, 0, 0, 1)));
    List<FeedbackFact> all = new ArrayList<>(facts);
    all.add(Facts.takeBack("e4", "u1", "m1", LATER, null));
    assertThat(of(DayTally.of(all), Dimension.SUBJECT, "maths"), is(new Counts(2, 1, 0, 0, 0, 0)));
    assertThat(DayTally.of(all).get(0).counts(), is(new Counts(4, 1, 0, 0, 0, 0)));
  }

  @Test
  void someoneElsesRetractionTakesNothing() {
    List<Figure> figures =
        DayTally.of(
            List.of(
                Facts.thumb("e1", "u1", "m1", NOON, Polarity.UP, Facts.MATHS),
                Facts.takeBack("e2", "u2", "m1", LATER, null)));
    assertThat(figures.get(0).counts(), is(new Counts(2, 2, 1, 0, 0, 0)));
  }

  @Test
  void ratingsAreUpFromThreeQuartersAndDownToOneQuarter() {
    List<FeedbackFact> facts = new ArrayList<>();
    for (int value = 1; value <= 5; value++) {
      Signal rating = new Signal.Rating(value, 1, 5);
      facts.add(Facts.fact("e" + value, "u" + value, "m", NOON, rating, Facts.MATHS));
    }
    assertThat(DayTally.of(facts).get(0).counts(), is(new Counts(5, 5, 2, 2, 1, 0)));
  }

  @Test
  void fiveExamplesWhateverTheOrder() {
    List<FeedbackFact> facts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      facts.add(Facts.thumb("e" + i, "u" + i, "m", NOON, Polarity.DOWN, Facts.MATHS));
    }
    List<String> examples = ids(DayTally.of(facts).get(0));
    assertThat(examples, hasSize(5));
    Collections.shuffle(facts, new Random(3));
    assertThat(ids(DayTally.of(facts).get(0)), equalTo(examples));
    facts.removeIf(fact -> fact.eventId().equals(examples.get(0)));
    assertThat(ids(DayTally.of(facts).get(0)), not(equalTo(examples)));
  }

  @Test
  void labelsAreShortAndOnOneLine() {
    FigureLabels labels =
        FigureLabels.of(" a\u001b[2J\nb ", "", "x".repeat(300), "😀".repeat(300), "\u0000");
    assertThat(labels.subject(), is("a [2J b"));
    assertThat(labels.action(), is((String) null));
    assertThat(labels.model().length(), is(200));
    assertThat(labels.adapter(), is("😀".repeat(200)));
    assertThat(labels.organization(), is((String) null));
  }

  /** The two combiners, in any chunks, order and number of deliveries, against the plain tally. */
  @Property(tries = 150)
  void chunksOrderAndRedeliveriesChangeNothing(@ForAll Random random) {
    List<FeedbackFact> facts = randomDay(random);
    List<FeedbackFact> delivered = new ArrayList<>(facts);
    for (FeedbackFact fact : facts) {
      delivered.addAll(Collections.nCopies(random.nextInt(3), fact));
    }
    Collections.shuffle(delivered, random);

    TallyPart tally = new TallyPart();
    SumParts sum = new SumParts();
    Map<Integer, List<Map<Id, FeedbackFact>>> chunks = new HashMap<>();
    Map<Integer, SumParts.Part> sums = sum.createAccumulator();
    for (FeedbackFact fact : delivered) {
      int part = (int) (fact.person().hi() >>> 60);
      List<Map<Id, FeedbackFact>> of = chunks.computeIfAbsent(part, p -> new ArrayList<>());
      if (of.isEmpty() || random.nextInt(4) == 0) {
        of.add(tally.createAccumulator());
      }
      int chunk = random.nextInt(of.size());
      of.set(chunk, tally.addInput(of.get(chunk), fact));
      if (random.nextInt(3) == 0) {
        // an early pane, which what comes later must outdo
        sums = sum.addInput(sums, KV.of(part, pane(tally, of)));
      }
    }
    for (Map.Entry<Integer, List<Map<Id, FeedbackFact>>> part : chunks.entrySet()) {
      Collections.shuffle(part.getValue(), random);
      sums = sum.addInput(sums, KV.of(part.getKey(), pane(tally, part.getValue())));
    }
    assertThat(sum.extractOutput(sums), equalTo(DayTally.of(facts)));
  }

  private static SumParts.Part pane(TallyPart tally, List<Map<Id, FeedbackFact>> chunks) {
    return tally.extractOutput(tally.mergeAccumulators(chunks));
  }

  private static List<FeedbackFact> randomDay(Random random) {
    List<FeedbackFact> facts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String person = "u" + random.nextInt(25);
      String message = "m" + random.nextInt(3);
      String time = "2026-11-20T1%d:00:00Z".formatted(random.nextInt(10));
      FigureLabels labels = random.nextBoolean() ? Facts.MATHS : Facts.MUSIC;
      facts.add(
          switch (random.nextInt(6)) {
            case 0 -> Facts.takeBack("e" + i, person, message, time, null);
            case 1 ->
                Facts.fact("e" + i, person, message, time, new Signal.Correction("c"), labels);
            default ->
                Facts.thumb(
                    "e" + i,
                    person,
                    message,
                    time,
                    List.of(Polarity.values()).get(random.nextInt(3)),
                    labels);
          });
    }
    return facts;
  }

  private static Counts of(List<Figure> figures, Dimension dimension, String value) {
    return figures.stream()
        .filter(f -> f.dimension() == dimension && f.value().equals(value))
        .collect(Collectors.toList())
        .get(0)
        .counts();
  }

  private static List<String> ids(Figure figure) {
    return figure.examples().stream().map(Figure.Example::eventId).toList();
  }
}
