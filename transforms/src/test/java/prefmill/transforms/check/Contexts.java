package prefmill.transforms.check;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.event.Told;
import prefmill.transforms.splits.Side;

/** Contexts of every kind, dense enough that everything meets everything. */
final class Contexts {
  private static final List<String> ANSWERS =
      List.of(
          "Open the settings page and choose a new password there.",
          "Ask your administrator, who can send you a link for a new one.",
          "x",
          " ",
          "You forgot step 2.",
          "Press the button below the form, then read the mail that comes.",
          "Wait an hour and try the same password again, it may work then.");

  private Contexts() {}

  /** Events, and what other contexts tell of them. */
  record Scene(List<MaskedEvent> events, List<Decision> decisions) {}

  static Arbitrary<Scene> any() {
    Arbitrary<List<Draft>> drafts = draft().list().ofMinSize(1).ofMaxSize(14);
    return Combinators.combine(drafts, decision().list().ofMaxSize(4)).as(Contexts::context);
  }

  /** Thumbs and ratings only, on many answers. */
  static Arbitrary<List<Draft>> polarities() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.integers().between(0, 13),
            Arbitraries.integers().between(0, 20),
            Arbitraries.of(0, 1, 1, 1, 2, 3, 4, 5, 6))
        .as((person, answer, time, kind) -> new Draft(person, answer + 20, time, kind, answer))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  /** What one event says, as numbers. */
  record Draft(int person, int message, long time, int kind, int answer) {
    /** A thumb or a rating; turned round, the opposite one. */
    MaskedEvent polarity(int place, boolean turned) {
      Told told = Told.of("e" + place, "u" + person).on("m" + message).at(time);
      String text = "answer number " + answer;
      return switch (kind) {
        case 0 -> told.neutral(text);
        case 1 -> turned ? told.down(text) : told.up(text);
        case 2 -> turned ? told.up(text) : told.down(text);
        default -> told.rates(text, turned ? 6 - (kind - 2) - 0.5 : kind - 2 + 0.5);
      };
    }
  }

  private static Arbitrary<Draft> draft() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(-1, 4),
            Arbitraries.longs().between(0, 5),
            Arbitraries.integers().between(0, 16),
            Arbitraries.integers().between(0, ANSWERS.size() * ANSWERS.size() - 1))
        .as(Draft::new);
  }

  private static Arbitrary<Decision> decision() {
    Arbitrary<Decision> retracted =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 4),
                Arbitraries.of(Facet.class).injectNull(0.5),
                Arbitraries.longs().between(0, 5))
            .as(
                (person, message, facet, time) ->
                    new Decision.Retracted(
                        Told.id("u" + person),
                        Told.id("m" + message),
                        facet,
                        time,
                        Told.id("retraction")));
    Arbitrary<Decision> owned =
        Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.of(Side.class))
            .as((conversation, side) -> new Decision.Owned(Told.id("c" + conversation), side));
    return Arbitraries.oneOf(retracted, owned);
  }

  private static Scene context(List<Draft> drafts, List<Decision> decisions) {
    List<MaskedEvent> events = new ArrayList<>();
    for (Draft draft : drafts) {
      events.add(event(events.size(), draft));
    }
    return new Scene(events, decisions);
  }

  private static MaskedEvent event(int place, Draft d) {
    String id = "e" + place;
    Told told = d.person == 5 ? Told.curated(id) : Told.of(id, "u" + d.person);
    told.on(d.message < 0 ? null : "m" + d.message)
        .in(d.answer % 4 == 3 ? null : "c" + d.answer % 4)
        .at(d.time);
    String one = ANSWERS.get(d.answer % ANSWERS.size());
    String other = ANSWERS.get(d.answer / ANSWERS.size());
    return switch (d.kind) {
      case 0, 1 -> told.up(one);
      case 2, 3 -> told.down(one);
      case 4 -> told.neutral(one);
      case 5, 6 -> told.rates(one, 1 + d.answer % 5);
      case 7, 8 -> told.corrects(one, other);
      case 9 -> told.chooses(d.answer % 2, one, other);
      case 10 -> told.chooses(d.answer % 3, one, other, ANSWERS.get(0));
      case 11 -> told.chooses(Signal.Choice.TIE + d.answer % 2 * -1, one, other);
      case 12 -> d.answer % 3 == 0 ? told.refuses(one) : told.reviews(one);
      case 13 ->
          told.says(one, new Signal.Thumb(Polarity.DOWN), new Signal.Correction(other + "!"));
      case 14 -> told.edits(one, other);
      case 15 -> told.consent(d.answer % 2 == 0).up(one);
      default -> told.at(d.answer % 2 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE).down(one);
    };
  }
}
