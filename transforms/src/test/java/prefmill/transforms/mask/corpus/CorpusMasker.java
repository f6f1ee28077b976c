package prefmill.transforms.mask.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;
import prefmill.transforms.mask.PiiType;
import prefmill.transforms.mask.Treatment;
import prefmill.transforms.mask.corpus.MaskedSpans.Span;

/** Masks the corpus with all types switched on. */
final class CorpusMasker {
  private final PiiMasker masker =
      PiiMasker.of(
          new MaskingRules(
              Map.of(PiiType.URL, Treatment.TOKEN), MaskingRules.defaults().phoneRegions()),
          KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "corpus"));

  /**
   * What masking makes of a text.
   *
   * @param found what masks the whole value, or null
   * @param others how many other characters are masked
   */
  record Outcome(Span found, int others) {}

  Outcome mask(Labelled labelled) {
    Span found = null;
    int others = 0;
    String text = labelled.text();
    for (Span span : MaskedSpans.of(text, masker.mask(text, Author.UNKNOWN).text())) {
      found = labelled.isWithin(span) ? span : found;
      others += labelled.outside(span);
    }
    return new Outcome(found, others);
  }
}
