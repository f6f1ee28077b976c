package prefmill.transforms.context;

import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.outcome.Outcomes;

/**
 * One step of the build that looks at one context at a time: no shuffle, no state, no clock.
 *
 * <p>What it says about events goes to the list given by {@link #outcomesTo}; a step may not be
 * applied without.
 */
public class ContextStep<A, B> extends PTransform<PCollection<A>, PCollection<B>> {
  private final Class<B> result;
  private final SerializableFunction<A, Long> bucket;
  private final RuleSource<A, B> rule;
  private transient List<PCollection<Outcomes>> sink;

  /** A step that makes its rule on the worker. */
  protected ContextStep(
      Class<B> result, SerializableFunction<A, Long> bucket, RuleSource<A, B> rule) {
    this.result = result;
    this.bucket = bucket;
    this.rule = rule;
  }

  /** Adds what the step says about events to the list. */
  public ContextStep<A, B> outcomesTo(List<PCollection<Outcomes>> outcomes) {
    this.sink = outcomes;
    return this;
  }

  @Override
  public PCollection<B> expand(PCollection<A> contexts) {
    TupleTag<B> kept = new TupleTag<>() {};
    TupleTag<Outcomes> said = new TupleTag<>() {};
    PCollectionTuple both =
        contexts.apply(
            "EachContext",
            ParDo.of(new ApplyRule<>(bucket, rule, said))
                .withOutputTags(kept, TupleTagList.of(said)));
    sink.add(both.get(said).setCoder(RecordCoder.of(Outcomes.class)));
    return both.get(kept).setCoder(RecordCoder.of(result));
  }

  /** Makes the rule on the worker, one for each thread. */
  @FunctionalInterface
  public interface RuleSource<A, B> extends Serializable {
    /** A new rule. */
    ContextRule<A, B> rule();
  }

  private static final class ApplyRule<A, B> extends DoFn<A, B> {
    private final SerializableFunction<A, Long> bucket;
    private final RuleSource<A, B> source;
    private final TupleTag<Outcomes> said;
    private transient ContextRule<A, B> rule;

    ApplyRule(
        SerializableFunction<A, Long> bucket, RuleSource<A, B> source, TupleTag<Outcomes> said) {
      this.bucket = bucket;
      this.source = source;
      this.said = said;
    }

    @Setup
    public void makeRule() {
      rule = source.rule();
    }

    @ProcessElement
    public void apply(ProcessContext process) {
      A context = process.element();
      Outcomes.Gatherer outcomes = new Outcomes.Gatherer(bucket.apply(context));
      process.output(rule.apply(context, outcomes));
      if (!outcomes.outcomes().isEmpty()) {
        process.output(said, outcomes.outcomes());
      }
    }
  }
}
