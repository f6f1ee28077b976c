package prefmill.pipelines.build;

import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.ingest.DeadLetterJson;
import prefmill.pipelines.ingest.MendedLetters;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.outcome.DeadLetter;

/** Reads the event log's dead letters, without those that were taken back after a mend. */
public final class ReadDeadLetters extends PTransform<PBegin, PCollection<DeadLetter>> {
  private static final TupleTag<DeadLetter> DEAD = new TupleTag<>() {};
  private static final TupleTag<Boolean> MENDED = new TupleTag<>() {};

  private final List<String> files;

  private ReadDeadLetters(List<String> files) {
    this.files = files;
  }

  /** Reads these files of the log's folder. */
  public static ReadDeadLetters from(Path logFolder, List<String> files) {
    return new ReadDeadLetters(
        files.stream().map(f -> Places.in(logFolder, f).toString()).toList());
  }

  @Override
  public PCollection<DeadLetter> expand(PBegin begin) {
    PCollection<DeadLetter> letters =
        lines(begin, "", files.stream().filter(f -> !MendedLetters.isOne(f)).toList())
            .apply("Parse", ParDo.of(new Parse()))
            .setCoder(RecordCoder.of(DeadLetter.class));
    List<String> mended = files.stream().filter(MendedLetters::isOne).toList();
    if (mended.isEmpty()) {
      return letters;
    }
    return KeyedPCollectionTuple.of(
            DEAD,
            letters
                .apply("KeyById", ParDo.of(new KeyById()))
                .setCoder(KvCoder.of(StringUtf8Coder.of(), RecordCoder.of(DeadLetter.class))))
        .and(MENDED, lines(begin, "Mended", mended).apply("MendedIds", ParDo.of(new MendedIds())))
        .apply("JoinMended", CoGroupByKey.create())
        .apply("StillDead", ParDo.of(new StillDead()))
        .setCoder(RecordCoder.of(DeadLetter.class));
  }

  private static PCollection<String> lines(PBegin begin, String kind, List<String> files) {
    return begin
        .apply(kind + "Files", Create.of(files).withCoder(StringUtf8Coder.of()))
        .apply("Read" + kind + "Lines", TextIO.readAll());
  }

  private static final class Parse extends DoFn<String, DeadLetter> {
    @ProcessElement
    public void parse(@Element String line, OutputReceiver<DeadLetter> out) {
      out.output(DeadLetterJson.read(line));
    }
  }

  private static final class KeyById extends DoFn<DeadLetter, KV<String, DeadLetter>> {
    @ProcessElement
    public void key(@Element DeadLetter letter, OutputReceiver<KV<String, DeadLetter>> out) {
      out.output(KV.of(letter.id(), letter));
    }
  }

  private static final class MendedIds extends DoFn<String, KV<String, Boolean>> {
    @ProcessElement
    public void read(@Element String line, OutputReceiver<KV<String, Boolean>> out) {
      out.output(KV.of(MendedLetters.id(line), true));
    }
  }

  private static final class StillDead extends DoFn<KV<String, CoGbkResult>, DeadLetter> {
    @ProcessElement
    public void drop(@Element KV<String, CoGbkResult> each, OutputReceiver<DeadLetter> out) {
      if (!each.getValue().getAll(MENDED).iterator().hasNext()) {
        each.getValue().getAll(DEAD).forEach(out::output);
      }
    }
  }
}
