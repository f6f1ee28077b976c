package prefmill.pipelines.build;

import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import prefmill.pipelines.ingest.DeadLetterJson;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.outcome.DeadLetter;

/** Reads the event log's dead letters. */
public final class ReadDeadLetters extends PTransform<PBegin, PCollection<DeadLetter>> {
  private final List<String> files;

  private ReadDeadLetters(List<String> files) {
    this.files = files;
  }

  /** Reads these files of the log's folder. */
  public static ReadDeadLetters from(Path logFolder, List<String> files) {
    return new ReadDeadLetters(files.stream().map(f -> logFolder.resolve(f).toString()).toList());
  }

  @Override
  public PCollection<DeadLetter> expand(PBegin begin) {
    return begin
        .apply("Files", Create.of(files).withCoder(StringUtf8Coder.of()))
        .apply("ReadLines", TextIO.readAll())
        .apply("Parse", ParDo.of(new Parse()))
        .setCoder(RecordCoder.of(DeadLetter.class));
  }

  private static final class Parse extends DoFn<String, DeadLetter> {
    @ProcessElement
    public void parse(@Element String line, OutputReceiver<DeadLetter> out) {
      out.output(DeadLetterJson.read(line));
    }
  }
}
