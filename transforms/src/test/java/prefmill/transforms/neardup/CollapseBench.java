package prefmill.transforms.neardup;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Told;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.rows.SlimRow;
import prefmill.transforms.splits.Side;

/** Prints how many rows a CPU second collapses: sketched already, one in ten a near copy. */
final class CollapseBench {
  private static final int ROWS = 50_000;
  private static final int PERSONS = 10_000;

  private CollapseBench() {}

  /** Measures three rounds in one process; the difference to no step at all is the step's own. */
  public static void main(String[] arguments) {
    List<SlimRow> rows = rows();
    for (int round = 0; round < 3; round++) {
      double without = seconds(rows, false);
      double with = seconds(rows, true);
      System.out.printf(
          "%d rows: %.1f CPU s, of which %.1f without the step: %.0f rows a CPU second%n",
          ROWS, with, without, ROWS / (with - without));
    }
  }

  private static double seconds(List<SlimRow> rows, boolean collapse) {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setEnforceImmutability(false);
    options.setEnforceEncodability(false);
    options.setTargetParallelism(2);
    Pipeline pipeline = Pipeline.create(options);
    PCollection<SlimRow> all =
        pipeline.apply(Create.of(rows).withCoder(RecordCoder.of(SlimRow.class)));
    if (collapse) {
      all.apply(CollapseNearDuplicates.within(0).fatesTo(new ArrayList<PCollection<Fate>>()));
    }
    long start = cpu();
    pipeline.run().waitUntilFinish();
    return (cpu() - start) / 1e9;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static List<SlimRow> rows() {
    Random random = new Random(3);
    Texts texts = new Texts(random);
    Sketcher sketcher = new Sketcher();
    List<SlimRow> rows = new ArrayList<>(ROWS);
    List<String> said = List.of();
    for (int i = 0; i < ROWS; i++) {
      said =
          i % 10 == 9
              ? List.of(said.get(0), texts.edited(said.get(1), 1), said.get(2))
              : List.of(texts.text(40), texts.text(60), texts.text(60));
      RowRef ref =
          new RowRef(
              Told.id("r" + i), Told.id("k" + i), Config.PREFERENCE, Side.TRAIN, i / 10, 900);
      rows.add(
          new SlimRow(
              ref,
              0,
              i,
              List.of(Told.id("u" + i % PERSONS)),
              null,
              false,
              null,
              sketcher.row(said.get(0), said.get(1), said.get(2)),
              sketcher.turn(said.get(0))));
    }
    return rows;
  }
}
