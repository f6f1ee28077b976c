package prefmill.pipelines.contexts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.rows.stored.KeptContext;
import prefmill.pipelines.rows.stored.KeptContexts;
import prefmill.pipelines.rows.stored.KeptFile;
import prefmill.pipelines.rows.stored.KeptPlace;
import prefmill.pipelines.rows.stored.StoredRow;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.outcome.Outcomes;

/**
 * Gives the rows of all contexts that are as an earlier build left them: those of buckets into
 * which no event came since, and which are told the same.
 */
public final class ReadKept extends PTransform<PCollection<ToldStretch>, PCollection<StoredRow>> {
  private final KeptPlace place;
  private final KeptBase base;
  private transient List<PCollection<Outcomes>> sink;

  private ReadKept(KeptPlace place, KeptBase base) {
    this.place = place;
    this.base = base;
  }

  /** Takes what was kept in a place's folder. */
  public static ReadKept from(KeptPlace place, KeptBase base) {
    return new ReadKept(place, base);
  }

  /** Adds what all steps said about events to the list. */
  public ReadKept outcomesTo(List<PCollection<Outcomes>> outcomes) {
    this.sink = outcomes;
    return this;
  }

  @Override
  public PCollection<StoredRow> expand(PCollection<ToldStretch> stretches) {
    TupleTag<StoredRow> rows = new TupleTag<>() {};
    TupleTag<Outcomes> said = new TupleTag<>() {};
    PCollectionTuple both =
        stretches.apply(
            "Take",
            ParDo.of(new Take(place, base, said)).withOutputTags(rows, TupleTagList.of(said)));
    sink.add(both.get(said).setCoder(RecordCoder.of(Outcomes.class)));
    return both.get(rows).setCoder(RecordCoder.of(StoredRow.class));
  }

  private static final class Take extends DoFn<ToldStretch, StoredRow> {
    private final KeptPlace place;
    private final KeptBase base;
    private final TupleTag<Outcomes> said;

    Take(KeptPlace place, KeptBase base, TupleTag<Outcomes> said) {
      this.place = place;
      this.base = base;
      this.said = said;
    }

    @ProcessElement
    public void take(ProcessContext process) {
      ToldStretch stretch = process.element();
      // those that are settled anew, then also those that a later build has settled
      Set<Long> passed = new HashSet<>(stretch.touched());
      for (List<KeptFile> generation : base.contexts()) {
        Set<Long> here = new HashSet<>();
        for (KeptFile file : generation) {
          if (file.overlaps(place.bits(), stretch.stretch())) {
            KeptContexts.each(
                Places.of(place.folder()),
                file,
                context -> {
                  long bucket = context.bucket();
                  if (place.stretch(bucket) == stretch.stretch() && !passed.contains(bucket)) {
                    here.add(bucket);
                    give(context, process);
                  }
                });
          }
        }
        passed.addAll(here);
      }
    }

    private void give(KeptContext context, ProcessContext process) {
      context.rows().forEach(process::output);
      if (!context.outcomes().isEmpty()) {
        process.output(said, context.outcomes());
      }
    }
  }
}
