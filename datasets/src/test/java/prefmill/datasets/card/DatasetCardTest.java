package prefmill.datasets.card;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import prefmill.datasets.manifest.Changes;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ManifestJson;
import prefmill.datasets.manifest.Source;
import prefmill.datasets.rows.LedgerEntry;

class DatasetCardTest {
  private static final Manifest MANIFEST =
      new DraftManifest(
              "1.0",
              "ab".repeat(32),
              "cd".repeat(32),
              "ef".repeat(32),
              List.of("key"),
              "0.1.0",
              "2026-11-21T00:00:00Z",
              List.of(new Source("app", "jsonl", "native", Map.of())),
              List.of(),
              Counts.of(
                  List.of(
                      LedgerEntry.used("a", List.of("r")),
                      LedgerEntry.rejected("b", "settle", "conflict", 0.0, 1.0),
                      LedgerEntry.dead("c", "bad_json"))),
              Map.of("sft", Map.of("train", 7L, "test", 2L)),
              Map.of(
                  "length_gap",
                  1.5,
                  "category_coverage",
                  Map.of("creative", 4, "\u001b[2J|<b>\n", 5),
                  "choices",
                  Map.of("of_3", Map.of("first_won", 6)),
                  "models_chosen_over",
                  Map.of("a, b", Map.of("$1", 7))),
              List.of(new FileEntry("sft/train-00000-of-00001.parquet", 7, 900, "00")))
          .numbered(3, 2, new Changes(0, Map.of(), Map.of(), Map.of(), Map.of()));

  private static final String CARD = DatasetCard.of(MANIFEST);

  @Test
  void theHeadNamesWhatExistsAndNothingElse() throws IOException {
    assertThat(CARD, startsWith("---\n"));
    JsonNode head = new YAMLMapper().readTree(CARD.substring(4, CARD.indexOf("---\n", 4)));
    assertThat(head.path("pretty_name").isTextual(), is(true));
    assertThat(head.path("configs").size(), is(1));
    assertThat(head.at("/configs/0/config_name").asText(), is("sft"));
    assertThat(head.at("/configs/0/data_files").size(), is(2));
    assertThat(head.at("/configs/0/data_files/1/path").asText(), is("sft/test-*.parquet"));
    assertThat(head.at("/dataset_info/0/splits/0/num_examples").asLong(), is(7L));
    assertThat(head.at("/dataset_info/0/splits/0/num_bytes").asLong(), is(900L));
    assertThat(head.at("/dataset_info/0/features/3/list/1/name").asText(), is("content"));
    assertThat(head.at("/size_categories/0").asText(), is("n<1K"));
  }

  @Test
  void thePageTellsWhatCameInAndWhyNot() {
    assertThat(CARD, containsString("| came in | 3 |\n| used | 1 |\n"));
    assertThat(CARD, containsString("| rejected, settle.conflict | 1 |"));
    assertThat(CARD, containsString("| dead letter, bad_json | 1 |"));
    assertThat(CARD, containsString("| sft | 7 | 0 | 2 |"));
    assertThat(CARD, containsString("| length_gap | 1.5 |"));
    assertThat(CARD, containsString("| category_coverage, creative | 4 |"));
    assertThat(
        CARD, containsString("| choices among 3 candidates that the first one shown won | 6 |"));
    assertThat(CARD, containsString("| pairs that chose a, b over $1 | 7 |"));
    assertThat(CARD, not(containsString("%")));
  }

  @Test
  void aCategoryNeitherBreaksTheTableNorCommandsATerminal() {
    assertThat(CARD, containsString("\n| category_coverage,  [2J\\|&lt;b>  | 5 |\n"));
    assertThat(CARD, not(containsString("\u001b")));
  }

  @Test
  void theManifestReadsBack() {
    assertThat(ManifestJson.read(ManifestJson.write(MANIFEST)), is(MANIFEST));
  }
}
