package prefmill.transforms.statements;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.CanonicalText;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.settled.Answer;

/** The answers of one context, each text once. */
public final class Answers {
  private final Id context;
  private final KeyedHash hash;
  private final Map<String, Answer> byText = new HashMap<>();

  /**
   * The answers that the events of a context are about, earliest first: who is first with a model
   * names it.
   */
  public Answers(Id context, List<MaskedEvent> events, KeyedHash hash) {
    this.context = context;
    this.hash = hash;
    for (MaskedEvent event : events) {
      if (event.body().exchange().response() != null) {
        add(event.body().exchange().response(), event.body().model());
      }
      for (Signal signal : event.body().signals()) {
        if (signal instanceof Signal.Review review && review.edit() != null) {
          add(review.edit(), null);
        } else if (signal instanceof Signal.Choice choice) {
          choice.candidates().forEach(c -> add(c.response(), c.model()));
        } else if (signal instanceof Signal.Correction correction) {
          add(correction.text(), null);
        }
      }
    }
  }

  /** The answer with this text. */
  public Answer of(String text) {
    Answer known = byText.get(CanonicalText.of(text));
    if (known == null) {
      throw new IllegalStateException("an answer that no event of the context gave");
    }
    return known;
  }

  private void add(String text, String model) {
    String canonical = CanonicalText.of(text);
    Answer known = byText.get(canonical);
    if (known == null) {
      byText.put(
          canonical, new Answer(hash.id("answer", context.hex(), canonical), canonical, model));
    } else if (known.model() == null && model != null) {
      byText.put(canonical, new Answer(known.id(), canonical, model));
    }
  }

  /** What a choice without a message is about: the candidates, in whatever order. */
  Id idOfSet(Signal.Choice choice) {
    String[] ids =
        choice.candidates().stream()
            .map(c -> of(c.response()).id().hex())
            .sorted()
            .toArray(String[]::new);
    return hash.id("candidates", ids);
  }
}
