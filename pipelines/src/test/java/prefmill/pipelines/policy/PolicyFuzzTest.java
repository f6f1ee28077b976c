package prefmill.pipelines.policy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.yaml.Fault;
import prefmill.pipelines.policy.yaml.YamlDocument;

/** No text makes the loader do anything but give a policy or a list of faults. */
class PolicyFuzzTest {
  private static final Path FOLDER = Path.of("/policies");
  private static final String SMALL =
      """
      dataset: support
      store: ./store
      masking: {key_env: K, types: {email: token}}
      sources:
        - {name: app, kind: jsonl, preset: native, path: x}
      quality: {too_short: {min_chars: 3}, repetition: off}
      votes: {min_votes: 3, margin: 1}
      splits: {train: 0.8, validation: 0.1, test: 0.1}
      caps: {per_person: off}
      """;

  private static final List<String> KEYS =
      List.of(
          "dataset",
          "store",
          "masking",
          "key_env",
          "key_file",
          "types",
          "email",
          "sources",
          "name",
          "kind",
          "preset",
          "path",
          "url",
          "mapping",
          "quality",
          "too_short",
          "min_chars",
          "pairs",
          "volatile",
          "rating_gap",
          "votes",
          "margin",
          "min_votes",
          "splits",
          "train",
          "anchor",
          "caps",
          "per_person",
          "training",
          "base_model",
          "hyperparameters",
          "registry",
          "vots");
  private static final List<String> SCALARS =
      List.of(
          "support",
          "jsonl",
          "postgres",
          "kafka",
          "native",
          "off",
          "on",
          "yes",
          "~",
          "0",
          "-1",
          "1",
          "0.5",
          "1e400",
          ".nan",
          "0x10",
          "\"[a-\"",
          "\"a*\"",
          "\"{\"",
          "''",
          "\"\\0\"",
          "!!int x",
          "!!binary eA==",
          "jdbc:postgresql://u:p@h/d",
          "person",
          "token",
          "99999999999999999999");

  @Property(tries = 300)
  void anyTextGivesAPolicyOrFaults(@ForAll String text) {
    assertReadable(text);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void anyTreeOfKnownWordsGivesAPolicyOrFaults(@ForAll("trees") String tree) throws IOException {
    assertReadable(tree);
    assertReadable(SMALL + "pairs: " + tree);
  }

  @Property(tries = 300)
  void aSmallPolicyWithOneDamagedCharacterGivesAPolicyOrFaults(
      @ForAll("damagedPolicies") String text) {
    assertReadable(text);
  }

  @Property(tries = 100)
  void whatTheLoaderTakesTheCommittedSchemaTakes(@ForAll("damagedPolicies") String text)
      throws IOException {
    if (faults(text).isEmpty()) {
      Schema schema = SchemaAgreesTest.committed();
      String json = YamlDocument.of(text).root().toString();
      assertThat(schema.validate(json, InputFormat.JSON), is(empty()));
    }
  }

  @Test
  void anAliasBombIsRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    List<Fault> faults =
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> faults(bomb.toString()));

    assertThat(faults.get(0).message(), containsString("alias"));
  }

  @Test
  void aHugeFileIsRefusedWithoutReadingItAll(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), "# comment\n".repeat(1 << 20));

    String message =
        Assertions.assertThrows(PolicyException.class, () -> Policy.load(file)).getMessage();

    assertThat(message, containsString("larger than 1 MiB"));
  }

  @Test
  void deepNestingIsRefused() {
    for (String opening : List.of("[", "{a: ", "- ", "? ")) {
      List<Fault> faults = faults(opening.repeat(200_000));
      assertThat(faults.size(), is(1));
      assertThat(faults.get(0).message(), not(containsString("Exception")));
    }
  }

  @Test
  void deeplyNestedExpressionsAreFaults() {
    String base =
        "dataset: d\nstore: s\nmasking: {key_env: K}\nsources:\n- name: a\n  kind: jsonl\n  path: x\n";
    String mapping = faults(base + "  mapping: \"" + "(".repeat(90_000) + "\"\n").get(0).message();
    String regex =
        faults(base + "  preset: native\npairs: {volatile: [\"" + "(".repeat(900) + "\"]}\n")
            .get(0)
            .message();

    assertThat(mapping, containsString("JSONata"));
    assertThat(regex, containsString("regular expression"));
  }

  @Provide
  Arbitrary<String> trees() {
    return Arbitraries.recursive(
        () -> Arbitraries.of(SCALARS),
        part -> Arbitraries.oneOf(mapping(part), mapping(part), list(part)),
        1,
        3);
  }

  private static Arbitrary<String> list(Arbitrary<String> item) {
    return item.list().ofMaxSize(3).map(items -> "[" + String.join(", ", items) + "]");
  }

  private static Arbitrary<String> mapping(Arbitrary<String> value) {
    return Combinators.combine(Arbitraries.of(KEYS), value)
        .as((key, part) -> key + ": " + part)
        .list()
        .ofMaxSize(6)
        .map(entries -> "{" + String.join(", ", entries) + "}");
  }

  @Provide
  Arbitrary<String> damagedPolicies() {
    return Combinators.combine(
            Arbitraries.integers().between(0, SMALL.length() - 1),
            Arbitraries.of(
                "", "x", "1", " ", "\n", ":", "-", "[", "{", "}", "\"", "&a ", "*a", "%", "\t"))
        .as((at, with) -> SMALL.substring(0, at) + with + SMALL.substring(at + 1));
  }

  private static void assertReadable(String text) {
    List<Fault> faults = faults(text);
    assertThat(faults.stream().map(Fault::line).toList(), everyItem(is(greaterThan(0))));
    assertThat(faults.toString(), not(containsString("Exception")));
    assertThat(faults.toString(), not(containsString("\n")));
  }

  private static List<Fault> faults(String text) {
    try {
      assertThat(Policy.of(text, FOLDER).format(), is(1));
      return List.of();
    } catch (PolicyException e) {
      assertThat(e.faults(), is(not(empty())));
      return e.faults();
    }
  }
}
