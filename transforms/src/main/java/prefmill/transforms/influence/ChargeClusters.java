package prefmill.transforms.influence;

import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.influence.cluster.ClusterPrompts;
import prefmill.transforms.keys.Id;
import prefmill.transforms.rows.SlimRow;

/** Charges a row to the cluster of its prompt, in its config. */
final class ChargeClusters extends PTransform<PCollection<SlimRow>, PCollection<KV<Id, Charge>>> {
  private final boolean withPersons;
  private final int bits;

  ChargeClusters(boolean withPersons, int bits) {
    this.withPersons = withPersons;
    this.bits = bits;
  }

  @Override
  public PCollection<KV<Id, Charge>> expand(PCollection<SlimRow> rows) {
    KvCoder<Id, Joined> byPrompt = KvCoder.of(IdCoder.of(), RecordCoder.of(Joined.class));
    PCollection<KV<Id, Joined>> clusters =
        rows.apply("ClusterPrompts", ClusterPrompts.within(bits))
            .apply("Clusters", ParDo.of(new KeyClusters()))
            .setCoder(byPrompt);
    return PCollectionList.of(
            rows.apply("Rows", ParDo.of(new KeyRows(withPersons))).setCoder(byPrompt))
        .and(clusters)
        .apply("Flatten", Flatten.pCollections())
        .apply("GroupByPrompt", GroupPacked.within(bits))
        .apply("Join", ParDo.of(new Join()))
        .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Charge.class)));
  }

  /** A row of the prompt, or the prompt's cluster. */
  record Joined(Charge charge, Id cluster) {}

  private static final class KeyRows extends DoFn<SlimRow, KV<Id, Joined>> {
    private final boolean withPersons;

    KeyRows(boolean withPersons) {
      this.withPersons = withPersons;
    }

    @ProcessElement
    public void key(@Element SlimRow row, OutputReceiver<KV<Id, Joined>> out) {
      Charge charge = new Charge(row.ref(), true, withPersons ? row.charged() : List.of());
      out.output(KV.of(ClusterPrompts.prompt(row), new Joined(charge, Id.NONE)));
    }
  }

  private static final class KeyClusters extends DoFn<KV<Id, Id>, KV<Id, Joined>> {
    @ProcessElement
    public void key(@Element KV<Id, Id> prompt, OutputReceiver<KV<Id, Joined>> out) {
      out.output(KV.of(prompt.getKey(), new Joined(null, prompt.getValue())));
    }
  }

  private static final class Join extends DoFn<KV<Id, Iterable<Joined>>, KV<Id, Charge>> {
    @ProcessElement
    public void join(@Element KV<Id, Iterable<Joined>> prompt, OutputReceiver<KV<Id, Charge>> out) {
      Id cluster = prompt.getKey();
      for (Joined joined : prompt.getValue()) {
        cluster = joined.cluster.isPresent() ? joined.cluster : cluster;
      }
      for (Joined joined : prompt.getValue()) {
        if (joined.charge != null) {
          long config = joined.charge.row().config().name().hashCode();
          out.output(KV.of(new Id(cluster.hi(), config), joined.charge));
        }
      }
    }
  }
}
