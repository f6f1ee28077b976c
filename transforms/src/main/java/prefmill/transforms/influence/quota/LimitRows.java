package prefmill.transforms.influence.quota;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.grouping.GroupPacked;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Fate;

/**
 * Of each group of a quota the rows with the smallest stable keys stay.
 *
 * <p>No worker sees a whole group: rows are counted by the first byte of their keys, the counts
 * tell in which cell the quota ends, and of that cell alone the rows are sorted.
 */
public final class LimitRows extends PTransform<PCollection<Member>, PCollection<Member>> {
  private static final TupleTag<Member> KEPT = new TupleTag<>("kept") {};
  private static final TupleTag<Fate> DROPPED = new TupleTag<>("dropped") {};
  private static final TupleTag<KV<String, Edge>> EDGE = new TupleTag<>("edge") {};

  private final Quota quota;
  private transient List<PCollection<Fate>> fates;

  private LimitRows(Quota quota) {
    this.quota = quota;
  }

  /** Keeps to a quota. */
  public static LimitRows by(Quota quota) {
    return new LimitRows(quota);
  }

  /** Adds the dropped rows to the list. */
  public LimitRows fatesTo(List<PCollection<Fate>> list) {
    this.fates = list;
    return this;
  }

  @Override
  public PCollection<Member> expand(PCollection<Member> rows) {
    PCollectionView<Map<String, List<Long>>> cells =
        rows.apply("Cells", ParDo.of(new KeyCells(quota)))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()))
            .apply("CountCells", Combine.perKey(new CountCells()))
            .apply("View", View.asMap());
    PCollectionTuple placed =
        rows.apply(
            "Place",
            ParDo.of(new Place(quota, cells))
                .withSideInputs(cells)
                .withOutputTags(KEPT, TupleTagList.of(DROPPED).and(EDGE)));
    PCollectionTuple sorted =
        placed
            .get(EDGE)
            .setCoder(KvCoder.of(StringUtf8Coder.of(), RecordCoder.of(Edge.class)))
            .apply("GroupEdges", GroupPacked.within(0))
            .apply(
                "SortEdges",
                ParDo.of(new SortEdge(quota.rule()))
                    .withOutputTags(KEPT, TupleTagList.of(DROPPED)));
    for (PCollectionTuple part : List.of(placed, sorted)) {
      fates.add(part.get(DROPPED).setCoder(RecordCoder.of(Fate.class)));
    }
    return PCollectionList.of(placed.get(KEPT).setCoder(RecordCoder.of(Member.class)))
        .and(sorted.get(KEPT).setCoder(RecordCoder.of(Member.class)))
        .apply("Kept", Flatten.pCollections());
  }

  /** A row in the cell in which its group's quota ends. */
  record Edge(Member row, Boundary boundary) {}

  private static Fate fate(String rule, Member row, Boundary end) {
    Reason reason = new Reason(Stage.CAP, rule, (double) end.rows(), (double) end.cap());
    return new Fate(row.row(), reason, Id.NONE);
  }

  private static final class KeyCells extends DoFn<Member, KV<String, Integer>> {
    private final Quota quota;

    KeyCells(Quota quota) {
      this.quota = quota;
    }

    @ProcessElement
    public void key(@Element Member row, OutputReceiver<KV<String, Integer>> out) {
      String group = quota.group(row);
      if (group != null) {
        out.output(KV.of(group, CountCells.cell(row.row().stable())));
      }
    }
  }

  private static final class Place extends DoFn<Member, Member> {
    private final Quota quota;
    private final PCollectionView<Map<String, List<Long>>> cells;
    private transient Map<String, Boundary> boundaries;

    Place(Quota quota, PCollectionView<Map<String, List<Long>>> cells) {
      this.quota = quota;
      this.cells = cells;
    }

    @StartBundle
    public void start() {
      boundaries = null;
    }

    @ProcessElement
    public void place(ProcessContext process, MultiOutputReceiver out) {
      Member row = process.element();
      String group = quota.group(row);
      if (boundaries == null) {
        boundaries = boundaries(process.sideInput(cells));
      }
      int cell = CountCells.cell(row.row().stable());
      Boundary end = group == null ? null : boundaries.get(group);
      if (end == null || cell < end.cell()) {
        out.get(KEPT).output(row);
      } else if (cell > end.cell()) {
        out.get(DROPPED).output(fate(quota.rule(), row, end));
      } else {
        out.get(EDGE).output(KV.of(group, new Edge(row, end)));
      }
    }

    private Map<String, Boundary> boundaries(Map<String, List<Long>> counts) {
      Map<String, Long> rows = new HashMap<>();
      counts.forEach((group, cell) -> rows.put(group, Boundary.rows(cell)));
      Map<String, Boundary> ends = new HashMap<>();
      counts.forEach((group, cell) -> ends.put(group, Boundary.of(cell, quota.cap(group, rows))));
      return ends;
    }
  }

  private static final class SortEdge extends DoFn<KV<String, Iterable<Edge>>, Member> {
    private static final Comparator<Edge> BY_KEY = Comparator.comparing(e -> e.row.row().stable());

    private final String rule;

    SortEdge(String rule) {
      this.rule = rule;
    }

    @ProcessElement
    public void sort(@Element KV<String, Iterable<Edge>> group, MultiOutputReceiver out) {
      List<Edge> edges = new ArrayList<>();
      group.getValue().forEach(edges::add);
      edges.sort(BY_KEY);
      for (int i = 0; i < edges.size(); i++) {
        Edge edge = edges.get(i);
        if (i < edge.boundary.left()) {
          out.get(KEPT).output(edge.row);
        } else {
          out.get(DROPPED).output(fate(rule, edge.row, edge.boundary));
        }
      }
    }
  }
}
