package prefmill.pipelines.policy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prefmill.pipelines.policy.yaml.YamlDocument;

/** The committed JSON Schema, used by any validator, refuses what the loader refuses. */
class SchemaAgreesTest {
  static List<GoldenCase> cases() throws IOException {
    return GoldenCase.all().stream()
        .filter(golden -> YamlDocument.of(golden.yaml()).faults().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBadPolicyIsRefusedByBoth(GoldenCase golden) throws IOException {
    YamlDocument document = YamlDocument.of(golden.yaml());

    boolean valid = committed().validate(document.root().toString(), InputFormat.JSON).isEmpty();

    assertThat(valid, is(golden.beyondTheSchema()));
  }

  static Schema committed() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Path.of("../docs/policy.schema.json")), InputFormat.JSON);
  }
}
