package prefmill.pipelines.policy.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Run with -Dprefmill.write=true to write both files anew. */
class PolicyDocsTest {
  private static final Path DOCS = Path.of("../docs");

  @Test
  void theCommittedSchemaIsTheLoaders() throws IOException {
    String json =
        new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(PolicySchema.current().json());

    assertCommitted("policy.schema.json", json + "\n");
  }

  @Test
  void theReferenceIsRenderedFromTheSchema() throws IOException {
    assertCommitted("policy.md", PolicyReference.markdown());
  }

  private static void assertCommitted(String name, String content) throws IOException {
    Path file = DOCS.resolve(name);
    if (Boolean.getBoolean("prefmill.write")) {
      Files.writeString(file, content);
    }
    assertThat(Files.readString(file), is(content));
  }
}
