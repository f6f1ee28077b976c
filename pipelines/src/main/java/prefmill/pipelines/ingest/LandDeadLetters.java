package prefmill.pipelines.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.outcome.DeadLetter;

/** Writes dead letters beside the event log's segments; the result names the files. */
public final class LandDeadLetters
    extends PTransform<PCollection<DeadLetter>, PCollection<String>> {
  private static final int FILES = 16;

  private final String logFolder;
  private final String run;

  private LandDeadLetters(String logFolder, String run) {
    this.logFolder = logFolder;
    this.run = run;
  }

  /** Lands below dead_letters/RUN of the log's folder. */
  public static LandDeadLetters into(Path logFolder, String run) {
    return new LandDeadLetters(logFolder.toString(), run);
  }

  @Override
  public PCollection<String> expand(PCollection<DeadLetter> letters) {
    return letters
        .apply("KeyById", ParDo.of(new KeyById()))
        .setCoder(KvCoder.of(VarIntCoder.of(), RecordCoder.of(DeadLetter.class)))
        .apply("GroupLetters", GroupByKey.create())
        .apply("WriteLetters", ParDo.of(new WriteLetters(logFolder, run)))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class KeyById extends DoFn<DeadLetter, KV<Integer, DeadLetter>> {
    @ProcessElement
    public void key(@Element DeadLetter letter, OutputReceiver<KV<Integer, DeadLetter>> out) {
      out.output(KV.of(Character.digit(letter.id().charAt(0), FILES), letter));
    }
  }

  private static final class WriteLetters extends DoFn<KV<Integer, Iterable<DeadLetter>>, String> {
    private final String logFolder;
    private final String run;

    WriteLetters(String logFolder, String run) {
      this.logFolder = logFolder;
      this.run = run;
    }

    @ProcessElement
    public void write(
        @Element KV<Integer, Iterable<DeadLetter>> letters, OutputReceiver<String> out)
        throws IOException {
      List<String> lines = new ArrayList<>();
      letters.getValue().forEach(letter -> lines.add(DeadLetterJson.write(letter) + "\n"));
      String folder = "dead_letters/" + run;
      String name = UUID.randomUUID() + ".jsonl";
      Durable.writeNewIn(
          Places.of(logFolder).resolve(folder),
          name,
          String.join("", lines).getBytes(StandardCharsets.UTF_8));
      out.output(folder + "/" + name);
    }
  }
}
