package prefmill.transforms.context;

import java.io.Serializable;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.outcome.Outcomes;

/**
 * One step of the build that looks at one context at a time: no shuffle, no state, no clock.
 *
 * <p>What the steps say about events travels beside the context to the last of them. A step has one
 * output only, so that a runner can chain all of them and never serialises a context's text on the
 * way.
 */
public class ContextStep<A, B>
    extends PTransform<PCollection<KV<A, Outcomes>>, PCollection<KV<B, Outcomes>>> {
  private final Class<B> result;
  private final SerializableFunction<A, Long> bucket;
  private final RuleSource<A, B> rule;

  /** A step that makes its rule on the worker. */
  protected ContextStep(
      Class<B> result, SerializableFunction<A, Long> bucket, RuleSource<A, B> rule) {
    this.result = result;
    this.bucket = bucket;
    this.rule = rule;
  }

  @Override
  public PCollection<KV<B, Outcomes>> expand(PCollection<KV<A, Outcomes>> contexts) {
    return contexts
        .apply("EachContext", ParDo.of(new ApplyRule<>(bucket, rule)))
        .setCoder(KvCoder.of(RecordCoder.of(result), RecordCoder.of(Outcomes.class)));
  }

  /** Makes the rule on the worker, one for each thread. */
  @FunctionalInterface
  public interface RuleSource<A, B> extends Serializable {
    /** A new rule. */
    ContextRule<A, B> rule();
  }

  private static final class ApplyRule<A, B> extends DoFn<KV<A, Outcomes>, KV<B, Outcomes>> {
    private final SerializableFunction<A, Long> bucket;
    private final RuleSource<A, B> source;
    private transient ContextRule<A, B> rule;

    ApplyRule(SerializableFunction<A, Long> bucket, RuleSource<A, B> source) {
      this.bucket = bucket;
      this.source = source;
    }

    @Setup
    public void makeRule() {
      rule = source.rule();
    }

    @ProcessElement
    public void apply(@Element KV<A, Outcomes> context, OutputReceiver<KV<B, Outcomes>> out) {
      Outcomes.Gatherer outcomes = new Outcomes.Gatherer(bucket.apply(context.getKey()));
      B result = rule.apply(context.getKey(), outcomes);
      out.output(KV.of(result, context.getValue().and(outcomes.outcomes())));
    }
  }
}
