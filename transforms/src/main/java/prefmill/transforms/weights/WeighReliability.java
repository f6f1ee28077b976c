package prefmill.transforms.weights;

import java.util.ArrayList;
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
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;

/**
 * Weighs rows by how far the persons they are charged to agree with others.
 *
 * <p>A person's reliability is (agreed + 1) / (judged + 2), by Laplace's rule of succession; a row
 * weighs the mean over its persons, in whole millionths. The result holds each row without a fate
 * that is charged to anybody. Cost: a small record an opinion and up to three a row, two shuffles.
 */
public final class WeighReliability
    extends PTransform<PCollection<SlimRow>, PCollection<RowWeight>> {
  private static final long DROPPED = -1;

  private final transient List<PCollection<Outcomes>> outcomes;
  private final transient PCollection<Fate> fates;
  private final int bits;

  private WeighReliability(
      List<PCollection<Outcomes>> outcomes, PCollection<Fate> fates, int bits) {
    this.outcomes = List.copyOf(outcomes);
    this.fates = fates;
    this.bits = bits;
  }

  /** By the opinions among outcomes, all rows but those with a fate; in 2^bits partitions. */
  public static WeighReliability by(
      List<PCollection<Outcomes>> outcomes, PCollection<Fate> fates, int bits) {
    return new WeighReliability(outcomes, fates, bits);
  }

  /** A person's reliability in millionths. */
  static long reliability(long agreed, long judged) {
    return RowWeight.ONE * (agreed + 1) / (judged + 2);
  }

  @Override
  public PCollection<RowWeight> expand(PCollection<SlimRow> rows) {
    KvCoder<Id, Item> items = KvCoder.of(IdCoder.of(), RecordCoder.of(Item.class));
    KvCoder<Id, RowWeight> weights = KvCoder.of(IdCoder.of(), RecordCoder.of(RowWeight.class));
    PCollection<KV<Id, Item>> opinions =
        PCollectionList.of(outcomes)
            .apply("Outcomes", Flatten.pCollections())
            .apply("Opinions", ParDo.of(new EachOpinion()))
            .setCoder(items);
    PCollection<KV<Id, RowWeight>> shares =
        PCollectionList.of(opinions)
            .and(rows.apply("Charges", ParDo.of(new EachCharge())).setCoder(items))
            .apply("FlattenPersons", Flatten.pCollections())
            .apply("GroupPersons", GroupPacked.within(bits))
            .apply("Reliability", ParDo.of(new EachPerson()))
            .setCoder(weights);
    return PCollectionList.of(shares)
        .and(fates.apply("Dropped", ParDo.of(new EachFate())).setCoder(weights))
        .apply("FlattenRows", Flatten.pCollections())
        .apply("GroupRows", GroupPacked.within(bits))
        .apply("Mean", ParDo.of(new EachRow()))
        .setCoder(RecordCoder.of(RowWeight.class));
  }

  /** A row that is charged to a person; without a row an opinion of the person's. */
  record Item(RowRef row, boolean agreed) {}

  private static final class EachOpinion extends DoFn<Outcomes, KV<Id, Item>> {
    @ProcessElement
    public void each(@Element Outcomes said, OutputReceiver<KV<Id, Item>> out) {
      said.opinions().forEach(o -> out.output(KV.of(o.person(), new Item(null, o.agreed()))));
    }
  }

  private static final class EachCharge extends DoFn<SlimRow, KV<Id, Item>> {
    @ProcessElement
    public void each(@Element SlimRow row, OutputReceiver<KV<Id, Item>> out) {
      row.charged().forEach(person -> out.output(KV.of(person, new Item(row.ref(), false))));
    }
  }

  private static final class EachFate extends DoFn<Fate, KV<Id, RowWeight>> {
    @ProcessElement
    public void each(@Element Fate fate, OutputReceiver<KV<Id, RowWeight>> out) {
      out.output(KV.of(fate.ref().row(), new RowWeight(fate.ref(), DROPPED)));
    }
  }

  private static final class EachPerson extends DoFn<KV<Id, Iterable<Item>>, KV<Id, RowWeight>> {
    @ProcessElement
    public void each(
        @Element KV<Id, Iterable<Item>> person, OutputReceiver<KV<Id, RowWeight>> out) {
      List<RowRef> rows = new ArrayList<>();
      long agreed = 0;
      long judged = 0;
      for (Item item : person.getValue()) {
        if (item.row != null) {
          rows.add(item.row);
        } else {
          judged++;
          agreed += item.agreed ? 1 : 0;
        }
      }
      for (RowRef row : rows) {
        out.output(KV.of(row.row(), new RowWeight(row, reliability(agreed, judged))));
      }
    }
  }

  private static final class EachRow extends DoFn<KV<Id, Iterable<RowWeight>>, RowWeight> {
    @ProcessElement
    public void each(@Element KV<Id, Iterable<RowWeight>> row, OutputReceiver<RowWeight> out) {
      long sum = 0;
      int persons = 0;
      RowRef ref = null;
      for (RowWeight share : row.getValue()) {
        if (share.millionths() == DROPPED) {
          return;
        }
        ref = share.ref();
        sum += share.millionths();
        persons++;
      }
      out.output(new RowWeight(ref, sum / persons));
    }
  }
}
