package prefmill.transforms.figures;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.transforms.Combine;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.keys.Id;

/**
 * Keeps the set of facts of some persons' day and tallies it: a fact that comes again changes
 * nothing, in whatever order, and of two contents under one id the one with the smaller hash stays.
 */
final class TallyPart
    extends Combine.CombineFn<FeedbackFact, Map<Id, FeedbackFact>, SumParts.Part> {
  @Override
  public Map<Id, FeedbackFact> createAccumulator() {
    return new HashMap<>();
  }

  @Override
  public Map<Id, FeedbackFact> addInput(Map<Id, FeedbackFact> facts, FeedbackFact fact) {
    facts.merge(fact.event(), fact, (a, b) -> b.content().compareTo(a.content()) < 0 ? b : a);
    return facts;
  }

  @Override
  public Map<Id, FeedbackFact> mergeAccumulators(Iterable<Map<Id, FeedbackFact>> all) {
    Map<Id, FeedbackFact> merged = createAccumulator();
    all.forEach(facts -> facts.values().forEach(fact -> addInput(merged, fact)));
    return merged;
  }

  @Override
  public SumParts.Part extractOutput(Map<Id, FeedbackFact> facts) {
    return new SumParts.Part(facts.size(), DayTally.of(facts.values()));
  }

  @Override
  public Coder<Map<Id, FeedbackFact>> getAccumulatorCoder(
      CoderRegistry registry, Coder<FeedbackFact> input) {
    return MapCoder.of(IdCoder.of(), RecordCoder.of(FeedbackFact.class));
  }

  @Override
  public Coder<SumParts.Part> getDefaultOutputCoder(
      CoderRegistry registry, Coder<FeedbackFact> input) {
    return RecordCoder.of(SumParts.Part.class);
  }
}
