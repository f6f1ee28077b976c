package prefmill.transforms.mask;

import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.HashSource;

/**
 * Masks every event: nothing unmasked goes further.
 *
 * <p>One output per input, stateless, deterministic. The key is read on the worker.
 */
public final class MaskPii
    extends PTransform<PCollection<FeedbackEvent>, PCollection<MaskedEvent>> {
  private final MaskingRules rules;
  private final HashSource key;
  private final List<String> volatileSpans;

  private MaskPii(MaskingRules rules, HashSource key, List<String> volatileSpans) {
    this.rules = rules;
    this.key = key;
    this.volatileSpans = List.copyOf(volatileSpans);
  }

  /**
   * Masks for one dataset.
   *
   * @param key where its keys are
   * @param volatileSpans regular expressions of what does not tell contexts apart
   */
  public static MaskPii of(MaskingRules rules, HashSource key, List<String> volatileSpans) {
    return new MaskPii(rules, key, volatileSpans);
  }

  @Override
  public PCollection<MaskedEvent> expand(PCollection<FeedbackEvent> events) {
    return events
        .apply("MaskEvents", ParDo.of(new MaskFn(rules, key, volatileSpans)))
        .setCoder(RecordCoder.of(MaskedEvent.class));
  }

  static final class MaskFn extends DoFn<FeedbackEvent, MaskedEvent> {
    private final MaskingRules rules;
    private final HashSource key;
    private final List<String> volatileSpans;
    private transient EventMasker masker;

    MaskFn(MaskingRules rules, HashSource key, List<String> volatileSpans) {
      this.rules = rules;
      this.key = key;
      this.volatileSpans = volatileSpans;
    }

    @Setup
    public void readKey() {
      masker = EventMasker.of(rules, key.hash(), volatileSpans);
    }

    @ProcessElement
    public void process(@Element FeedbackEvent event, OutputReceiver<MaskedEvent> out) {
      out.output(masker.maskEvent(event));
    }
  }
}
