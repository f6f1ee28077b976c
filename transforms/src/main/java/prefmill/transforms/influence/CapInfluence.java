package prefmill.transforms.influence;

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
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.transforms.coders.IdCoder;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.influence.quota.CategoryQuota;
import prefmill.transforms.influence.quota.LimitRows;
import prefmill.transforms.influence.quota.Member;
import prefmill.transforms.influence.quota.SyntheticQuota;
import prefmill.transforms.keys.Id;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.SlimRow;

/**
 * No person, no prompt cluster, no category and no machine dominates a version: finds the rows
 * beyond a cap.
 *
 * <p>A row stays if it is among the k smallest stable keys of every person it is charged to, and of
 * its prompt cluster; the caps are absolute, because a few dozen poisoned samples plant a behaviour
 * whatever the size of the rest (Souly et al. 2025, arXiv:2510.07192). Of the rows that stay so the
 * quotas of categories are taken, and of what stays then the share of synthetic rows. All caps are
 * those of a config, over all its sides. The result holds one fate for each row that does not stay.
 */
public final class CapInfluence extends PTransform<PCollection<SlimRow>, PCollection<Fate>> {
  private static final TupleTag<Fate> DROPPED = new TupleTag<>("dropped") {};
  private static final TupleTag<Member> LEFT = new TupleTag<>("left") {};

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
    KvCoder<Id, Charge> charges = KvCoder.of(IdCoder.of(), RecordCoder.of(Charge.class));
    KvCoder<Id, Standing> standings = KvCoder.of(IdCoder.of(), RecordCoder.of(Standing.class));
    PCollectionList<KV<Id, Charge>> charged = PCollectionList.empty(rows.getPipeline());
    if (caps.perPerson() != null) {
      charged =
          charged.and(rows.apply("ChargePersons", ParDo.of(new ChargePersons())).setCoder(charges));
    }
    boolean guarded = caps.newClusterPersons() > 1;
    if (guarded || caps.perPromptCluster() != null) {
      charged = charged.and(rows.apply("ChargeClusters", new ChargeClusters(guarded, bits)));
    }
    PCollectionList<KV<Id, Standing>> standing = PCollectionList.empty(rows.getPipeline());
    if (charged.size() > 0) {
      standing =
          standing.and(
              charged
                  .apply("Charges", Flatten.pCollections())
                  .apply("GroupCharges", GroupPacked.within(bits))
                  .apply("KeepSmallest", ParDo.of(new KeepSmallest(caps)))
                  .setCoder(KvCoder.of(IdCoder.of(), RecordCoder.of(Fate.class)))
                  .apply("Fates", ParDo.of(new KeyFates()))
                  .setCoder(standings));
    }
    standing =
        standing.and(
            rows.apply("Members", ParDo.of(new KeyMembers(hasQuotas()))).setCoder(standings));
    PCollectionTuple decided =
        standing
            .apply("Standings", Flatten.pCollections())
            .apply("GroupRows", GroupPacked.within(bits))
            .apply(
                "OneFate", ParDo.of(new OneFate()).withOutputTags(DROPPED, TupleTagList.of(LEFT)));
    List<PCollection<Fate>> fates = new ArrayList<>();
    fates.add(decided.get(DROPPED).setCoder(RecordCoder.of(Fate.class)));
    PCollection<Member> left = decided.get(LEFT).setCoder(RecordCoder.of(Member.class));
    if (!caps.perCategory().isEmpty()) {
      left =
          left.apply(
              "LimitCategories",
              LimitRows.by(new CategoryQuota(caps.perCategory())).fatesTo(fates));
    }
    if (caps.syntheticShare() < 1) {
      left.apply(
          "LimitSynthetic", LimitRows.by(SyntheticQuota.of(caps.syntheticShare())).fatesTo(fates));
    }
    return PCollectionList.of(fates).apply("All", Flatten.pCollections());
  }

  private boolean hasQuotas() {
    return !caps.perCategory().isEmpty() || caps.syntheticShare() < 1;
  }

  /** A row that quotas may take, or a fate that a cap gave it; the other is null. */
  record Standing(Member member, Fate fate) {}

  private static final class KeyMembers extends DoFn<SlimRow, KV<Id, Standing>> {
    private final boolean wanted;

    KeyMembers(boolean wanted) {
      this.wanted = wanted;
    }

    @ProcessElement
    public void key(@Element SlimRow row, OutputReceiver<KV<Id, Standing>> out) {
      if (wanted) {
        out.output(KV.of(row.ref().row(), new Standing(Member.of(row), null)));
      }
    }
  }

  private static final class KeyFates extends DoFn<KV<Id, Fate>, KV<Id, Standing>> {
    @ProcessElement
    public void key(@Element KV<Id, Fate> row, OutputReceiver<KV<Id, Standing>> out) {
      out.output(KV.of(row.getKey(), new Standing(null, row.getValue())));
    }
  }

  private static final class OneFate extends DoFn<KV<Id, Iterable<Standing>>, Fate> {
    @ProcessElement
    public void one(@Element KV<Id, Iterable<Standing>> row, MultiOutputReceiver out) {
      Fate first = null;
      Member member = null;
      for (Standing standing : row.getValue()) {
        member = standing.member == null ? member : standing.member;
        if (standing.fate != null
            && (first == null || Fate.FLOW.compare(standing.fate, first) < 0)) {
          first = standing.fate;
        }
      }
      if (first != null) {
        out.get(DROPPED).output(first);
      } else {
        out.get(LEFT).output(member);
      }
    }
  }
}
