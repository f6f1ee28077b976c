package prefmill.transforms.check;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.settled.Supporter;

/** What holds of every context, whatever persons say in it. */
class ContextLawsTest {
  private static final Flow STRICT = Flow.PLAIN.strict();

  @Provide
  Arbitrary<Contexts.Scene> scenes() {
    return Contexts.any();
  }

  @Provide
  Arbitrary<List<Contexts.Draft>> polarities() {
    return Contexts.polarities();
  }

  @Provide
  Arbitrary<Flow> flows() {
    return Arbitraries.of(
        Flow.PLAIN,
        STRICT,
        Flow.PLAIN.sided(),
        STRICT.sided(),
        Flow.PLAIN.votes(2, 2),
        STRICT.approved());
  }

  @Property(tries = 800)
  void everyEventIsAccountedFor(
      @ForAll("scenes") Contexts.Scene scene, @ForAll("flows") Flow flow) {
    Set<String> given =
        scene.events().stream().map(e -> e.keys().eventId()).collect(Collectors.toSet());
    assertThat(flow.run(scene.events(), scene.decisions()).accounted(), equalTo(given));
  }

  @Property(tries = 300)
  void neitherOrderNorRedeliveryMatters(
      @ForAll("scenes") Contexts.Scene scene, @ForAll("flows") Flow flow, @ForAll long seed) {
    List<MaskedEvent> twice = new ArrayList<>(scene.events());
    twice.addAll(scene.events());
    Collections.shuffle(twice, new Random(seed));
    Flow.Ended expected = flow.run(scene.events(), scene.decisions());
    Flow.Ended ended = flow.run(twice, scene.decisions());
    assertThat(ended.rows(), equalTo(expected.rows()));
    assertThat(ended.everything(), equalTo(expected.everything()));
  }

  @Property(tries = 300)
  void noRowRestsOnAnotherSide(@ForAll("scenes") Contexts.Scene scene, @ForAll("flows") Flow flow) {
    Flow.Ended ended = flow.run(scene.events(), scene.decisions());
    Set<Object> straddlers = new HashSet<>(ended.sided().straddlers());
    for (Flow.Rests row : ended.rests()) {
      assertThat(row.supporters().isEmpty(), is(false));
      for (Supporter supporter : row.supporters()) {
        assertThat(straddlers.contains(supporter.event()), is(false));
      }
    }
  }

  @Property(tries = 300)
  void usesAreTheEventsThatRowsRestOn(
      @ForAll("scenes") Contexts.Scene scene, @ForAll("flows") Flow flow) {
    Flow.Ended ended = flow.run(scene.events(), scene.decisions());
    Set<Outcomes.Use> expected = new HashSet<>();
    for (Flow.Rests row : ended.rests()) {
      row.supporters().forEach(s -> expected.add(new Outcomes.Use(s.eventId(), row.row())));
    }
    assertThat(Set.copyOf(ended.outcomes().uses()), equalTo(expected));
  }

  @Property(tries = 300)
  void nothingIsPreferredBothWaysNorTooOften(
      @ForAll("scenes") Contexts.Scene scene, @ForAll("flows") Flow flow) {
    Flow.Ended ended = flow.run(scene.events(), scene.decisions());
    assertThat(ended.rows().pairs().size(), lessThanOrEqualTo(flow.pairs().perContext()));
    Set<String> opposite =
        ended.rows().pairs().stream()
            .map(p -> p.rejected().text() + " > " + p.chosen().text())
            .collect(Collectors.toSet());
    opposite.retainAll(ended.pairs());
    assertThat(opposite, empty());
    ended
        .rows()
        .pairs()
        .forEach(
            p -> {
              assertThat(p.support(), is(Supporter.persons(p.supporters())));
              assertThat(p.chosen().id().equals(p.rejected().id()), is(false));
            });
  }

  @Property(tries = 300)
  void whatIsInAPairIsNotUnpaired(@ForAll("scenes") Contexts.Scene scene) {
    Flow.Ended ended = Flow.PLAIN.run(scene.events(), scene.decisions());
    Set<Object> paired = new HashSet<>();
    ended.rows().pairs().forEach(p -> paired.addAll(List.of(p.chosen().id(), p.rejected().id())));
    ended
        .rows()
        .verdicts()
        .forEach(v -> assertThat(paired.contains(v.completion().id()), is(false)));
  }

  @Property(tries = 300)
  void swappingUpsAndDownsSwapsChosenAndRejected(
      @ForAll("polarities") List<Contexts.Draft> drafts, @ForAll boolean sided) {
    Flow flow = sided ? Flow.PLAIN.sided() : Flow.PLAIN;
    Flow.Ended ended = flow.run(events(drafts, false), List.of());
    Flow.Ended turned = flow.run(events(drafts, true), List.of());
    assertThat(exchanged(turned, true), equalTo(exchanged(ended, false)));
  }

  private static List<MaskedEvent> events(List<Contexts.Draft> drafts, boolean turned) {
    List<MaskedEvent> events = new ArrayList<>();
    drafts.forEach(d -> events.add(d.polarity(events.size(), turned)));
    return events;
  }

  private static Set<List<Object>> exchanged(Flow.Ended ended, boolean turned) {
    return ended.rows().pairs().stream()
        .map(
            p ->
                List.<Object>of(
                    turned ? p.rejected().text() : p.chosen().text(),
                    turned ? p.chosen().text() : p.rejected().text(),
                    p.evidence(),
                    p.support(),
                    p.strength()))
        .collect(Collectors.toSet());
  }
}
