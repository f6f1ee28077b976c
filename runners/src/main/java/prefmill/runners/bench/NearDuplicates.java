package prefmill.runners.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.source.file.FileRead;
import prefmill.pipelines.source.file.ReadFiles;
import prefmill.runners.profile.RunnerProfile;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.keys.Id;
import prefmill.transforms.neardup.CollapseNearDuplicates;
import prefmill.transforms.neardup.Sketcher;
import prefmill.transforms.parse.RawRecord;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

/**
 * Sketches rows and collapses the near-duplicates among them on the embedded Flink, for
 * measurements: {@code NearDuplicates FILE ROUNDS}, each line of the file an array of turn, chosen
 * and rejected answer. Prints one JSON object: rows, those dropped, and for each round the CPU
 * seconds of both, and of sketching alone, without those of a graph that reads the same lines and
 * does neither.
 */
public final class NearDuplicates {
  private static final ObjectMapper JSON = new ObjectMapper();
  // what a build of a hundred thousand rows groups within
  private static final int BITS = 4;
  private static final AtomicLong ROWS = new AtomicLong();
  private static final AtomicLong DROPPED = new AtomicLong();

  private NearDuplicates() {}

  /** Measures so many rounds behind one that warms up. */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]).toAbsolutePath();
    List<Double> sketching = new ArrayList<>();
    List<Double> both = new ArrayList<>();
    for (int round = 0; round <= Integer.parseInt(arguments[1]); round++) {
      double neither = CpuClock.of(() -> run(file, false, false));
      double sketched = CpuClock.of(() -> run(file, true, false));
      ROWS.set(0);
      DROPPED.set(0);
      double collapsed = CpuClock.of(() -> run(file, true, true));
      if (round > 0) {
        sketching.add(sketched - neither);
        both.add(collapsed - neither);
      }
    }
    System.out.println(
        JSON.createObjectNode()
            .put("rows", ROWS.get())
            .put("dropped", DROPPED.get())
            .putPOJO("sketching", sketching)
            .putPOJO("seconds", both));
  }

  private static void run(Path file, boolean sketching, boolean collapsing) throws Exception {
    FileRead read =
        new FileRead("bench", file.toString(), file.getFileName().toString(), 0, Files.size(file));
    JobRunner.run(
        RunnerProfile.of(RunnerProfile.Runner.FLINK).execution(),
        "near-duplicates",
        pipeline -> compose(pipeline, read, sketching, collapsing));
  }

  private static void compose(
      Pipeline pipeline, FileRead read, boolean sketching, boolean collapsing) {
    PCollection<SlimRow> rows =
        pipeline
            .apply("Read", ReadFiles.of(List.of(read)).withRangeSize(1 << 20))
            .apply("Rows", ParDo.of(new MakeRow(sketching)))
            .setCoder(RecordCoder.of(SlimRow.class));
    if (collapsing) {
      List<PCollection<Fate>> fates = new ArrayList<>();
      rows.apply("Collapse", CollapseNearDuplicates.within(BITS).fatesTo(fates));
      PCollectionList.of(fates)
          .apply("Fates", Flatten.pCollections())
          .apply("Count", ParDo.of(new Count()));
    }
  }

  private static final class MakeRow extends DoFn<RawRecord, SlimRow> {
    private static final byte[] NONE = {};

    private final boolean sketching;
    private transient Sketcher sketcher;

    MakeRow(boolean sketching) {
      this.sketching = sketching;
    }

    @Setup
    public void setUp() {
      sketcher = new Sketcher();
    }

    @ProcessElement
    public void make(@Element RawRecord record, OutputReceiver<SlimRow> out) throws Exception {
      ROWS.incrementAndGet();
      JsonNode said = JSON.readTree(record.bytes());
      String turn = said.get(0).asText();
      Id id = new Id(record.line(), record.offset());
      RowRef ref = new RowRef(id, id, Config.PREFERENCE, Side.TRAIN, 0, record.length());
      byte[] row =
          sketching ? sketcher.row(turn, said.get(1).asText(), said.get(2).asText()) : NONE;
      byte[] own = sketching ? sketcher.turn(turn) : NONE;
      out.output(new SlimRow(ref, 0, record.line(), List.of(id), null, false, null, row, own));
    }
  }

  private static final class Count extends DoFn<Fate, Void> {
    @ProcessElement
    public void count() {
      DROPPED.incrementAndGet();
    }
  }
}
