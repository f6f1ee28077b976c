package prefmill.pipelines.source.table;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.database.Snapshots;
import prefmill.transforms.parse.RawRecord;

/** What travels to the workers says where the password lies, and never what it is. */
class PasswordStaysTest {
  private static final String PASSWORD = "s3cret-of-the-keeper";

  @Test
  void noPartOfTheJobHoldsIt(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    TestPostgres.execute(
        """
        create role keeper login password '%s';
        create schema kept;
        create table kept.own(id int primary key, q text);
        insert into kept.own values (1, 'q');
        grant usage on schema kept to keeper;
        grant select on kept.own to keeper;
        """
            .formatted(PASSWORD));
    try (Snapshots snapshots = Snapshots.open()) {
      assertStays(SourceReader.plan(source(), folder, Map.of(), snapshots));
    }
  }

  private static void assertStays(SourcePlan plan) {
    Pipeline pipeline = Pipeline.create();
    PCollection<RawRecord> rows = pipeline.apply(plan.read());
    PAssert.thatSingleton(rows.apply(Count.globally())).isEqualTo(1L);

    SerialisedParts parts = new SerialisedParts();
    pipeline.traverseTopologically(parts);

    assertThat(parts.count, is(greaterThan(2)));
    assertThat(parts.text(), containsString("keeper"));
    assertThat(parts.text(), not(containsString(PASSWORD)));
    pipeline.run().waitUntilFinish();
  }

  private static SourcePolicy source() {
    return new SourcePolicy(
        "db",
        SourcePolicy.Kind.POSTGRES,
        null,
        "{\"prompt\": q}",
        null,
        null,
        TestPostgres.url(),
        "keeper",
        null,
        "password",
        "kept",
        "own",
        "id",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Each transform and DoFn, uncompressed, as Java serialises it for a job graph. */
  private static final class SerialisedParts extends Pipeline.PipelineVisitor.Defaults {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int count;

    @Override
    public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
      if (node.getTransform() != null) {
        add(node.getTransform());
      }
      return CompositeBehavior.ENTER_TRANSFORM;
    }

    @Override
    public void visitPrimitiveTransform(TransformHierarchy.Node node) {
      if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> parDo) {
        add(parDo.getFn());
      }
    }

    private void add(Object part) {
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(one)) {
        out.writeObject(part);
      } catch (IOException e) {
        throw new UncheckedIOException(part.getClass().getName(), e);
      }
      bytes.writeBytes(one.toByteArray());
      count++;
    }

    String text() {
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
