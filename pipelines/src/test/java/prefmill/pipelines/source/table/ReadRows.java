package prefmill.pipelines.source.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;
import prefmill.pipelines.job.JobRunner;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.SourcePlan;
import prefmill.transforms.parse.RawRecord;

/** Reads planned tables on a runner. */
final class ReadRows {
  private ReadRows() {}

  /** The rows of all plans, read by one job, are these JSON objects in any order. */
  static void assertRows(String runner, List<SourcePlan> plans, List<String> expected) {
    JobRunner.run(
        Workshop.execution(runner, 2),
        "read-rows",
        pipeline -> PAssert.that(json(pipeline, plans)).containsInAnyOrder(expected));
  }

  /** Reads all plans in one job. */
  static void run(String runner, List<SourcePlan> plans) {
    JobRunner.run(Workshop.execution(runner, 2), "read-rows", pipeline -> json(pipeline, plans));
  }

  /** The first column of a statement. */
  static List<String> select(String sql) {
    List<String> values = new ArrayList<>();
    try (Connection connection = TestPostgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the test's statement fails", e);
    }
    return values;
  }

  private static PCollection<String> json(Pipeline pipeline, List<SourcePlan> plans) {
    List<PCollection<String>> all = new ArrayList<>();
    for (SourcePlan plan : plans) {
      String name = plan.source().name();
      all.add(
          pipeline
              .apply("Read " + name, plan.read())
              .apply(
                  "Json " + name, MapElements.into(TypeDescriptors.strings()).via(ReadRows::text)));
    }
    return PCollectionList.of(all).apply("All", Flatten.pCollections());
  }

  private static String text(RawRecord row) {
    return new String(row.bytes(), UTF_8);
  }
}
