package prefmill.transforms.influence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;

/**
 * No person and no prompt dominates a version: finds the rows beyond a cap.
 *
 * <p>A row stays if it is among the k smallest stable keys of every person it is charged to, and of
 * its prompt; the caps are absolute, because a few dozen poisoned samples plant a behaviour
 * whatever the size of the rest (Souly et al. 2025). The result holds one fate for each row that
 * does not stay. Cost: up to four small records a row, two shuffles.
 */
public final class CapInfluence extends PTransform<PCollection<SlimRow>, PCollection<Fate>> {
  private static final String PERSON = "person";
  private static final String PROMPT_CLUSTER = "prompt_cluster";

  private final Caps caps;
  private final int bits;

  private CapInfluence(Caps caps, int bits) {
    this.caps = caps;
    this.bits = bits;
  }

  /** Caps at these numbers; groups within 2^bits partitions. */
  public static CapInfluence at(Caps caps, int bits) {
    return new CapInfluence(caps, bits);
  }

  @Override
  public PCollection<Fate> expand(PCollection<SlimRow> rows) {
    return rows.apply("Charge", ParDo.of(new ChargeRows(caps)))
        .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Charge.class)))
        .apply("GroupCharges", GroupPacked.within(bits))
        .apply("KeepSmallest", ParDo.of(new KeepSmallest(caps)))
        .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Fate.class)))
        .apply("GroupRows", GroupPacked.within(bits))
        .apply("OneFate", ParDo.of(new OneFate()))
        .setCoder(RecordCoder.of(Fate.class));
  }

  /** A row that rests on a person (or on a prompt). */
  record Charge(RowRef row, boolean person) {}

  private static final class ChargeRows extends DoFn<SlimRow, KV<Id, Charge>> {
    private final Caps caps;

    ChargeRows(Caps caps) {
      this.caps = caps;
    }

    @ProcessElement
    public void charge(@Element SlimRow row, OutputReceiver<KV<Id, Charge>> out) {
      String config = row.ref().config().name();
      if (caps.perPerson() != null) {
        for (Id person : row.charged()) {
          out.output(
              KV.of(
                  new Id(person.hi(), person.lo() ^ config.hashCode()),
                  new Charge(row.ref(), true)));
        }
      }
      if (caps.perPromptCluster() != null) {
        Id cluster = new Id(row.ref().bucket(), config.hashCode());
        out.output(KV.of(cluster, new Charge(row.ref(), false)));
      }
    }
  }

  private static final class KeepSmallest extends DoFn<KV<Id, Iterable<Charge>>, KV<Id, Fate>> {
    private static final Comparator<RowRef> BY_KEY = Comparator.comparing(RowRef::stable);

    private final Caps caps;

    KeepSmallest(Caps caps) {
      this.caps = caps;
    }

    @ProcessElement
    public void keep(@Element KV<Id, Iterable<Charge>> charges, OutputReceiver<KV<Id, Fate>> out) {
      PriorityQueue<RowRef> smallest = new PriorityQueue<>(BY_KEY.reversed());
      List<RowRef> beyond = new ArrayList<>();
      int cap = 0;
      String rule = PERSON;
      for (Charge charge : charges.getValue()) {
        cap = charge.person ? caps.perPerson() : caps.perPromptCluster();
        rule = charge.person ? PERSON : PROMPT_CLUSTER;
        smallest.add(charge.row);
        if (smallest.size() > cap) {
          beyond.add(smallest.remove());
        }
      }
      Reason reason =
          new Reason(Stage.CAP, rule, (double) smallest.size() + beyond.size(), (double) cap);
      for (RowRef row : beyond) {
        out.output(KV.of(row.row(), new Fate(row, reason, Id.NONE)));
      }
    }
  }

  private static final class OneFate extends DoFn<KV<Id, Iterable<Fate>>, Fate> {
    @ProcessElement
    public void one(@Element KV<Id, Iterable<Fate>> row, OutputReceiver<Fate> out) {
      Fate first = null;
      for (Fate fate : row.getValue()) {
        if (first == null || Fate.FLOW.compare(fate, first) < 0) {
          first = fate;
        }
      }
      out.output(first);
    }
  }
}
