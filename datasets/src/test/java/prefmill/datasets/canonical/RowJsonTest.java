package prefmill.datasets.canonical;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.RowArbitraries;
import prefmill.datasets.rows.SampleRows;
import prefmill.datasets.rows.SftRow;

class RowJsonTest {
  @Test
  void preferenceHasEveryColumnInItsOrder() {
    assertThat(
        json(SampleRows.preference(2)),
        is(
            "{\"row_id\":\"3c6ef372000000000000000000002712\","
                + "\"context_key\":\"40c8b0c6000000000000000000002906\","
                + "\"category\":\"factual_qa\","
                + "\"prompt\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Question 2?\"}],"
                + "\"chosen\":[{\"role\":\"assistant\",\"content\":\"Good answer 2\"}],"
                + "\"rejected\":[{\"role\":\"assistant\",\"content\":\"Bad answer 2\"}],"
                + "\"chosen_id\":\"0e743d0a00000000000000000000296a\","
                + "\"rejected_id\":\"dc1fc94e0000000000000000000029ce\","
                + "\"chosen_model\":null,\"rejected_model\":\"model-b\",\"tools\":null,"
                + "\"evidence\":\"correction\",\"support\":3,\"strength\":0.25,\"weight\":1.0}"));
  }

  @Test
  void unpairedHasEveryColumnInItsOrder() {
    assertThat(
        json(SampleRows.unpaired(3)).replaceAll("[0-9a-f]{32}", "ID"),
        is(
            "{\"row_id\":\"ID\",\"context_key\":\"ID\",\"category\":null,"
                + "\"prompt\":[{\"role\":\"user\",\"content\":\"Ask 3\"}],"
                + "\"completion\":[{\"role\":\"assistant\",\"content\":\"Answer 3\"}],"
                + "\"label\":false,\"tools\":null,\"answer_id\":\"ID\",\"support\":1,"
                + "\"weight\":0.5}"));
  }

  @Test
  void onlyQuotesBackslashesAndControlsAreEscaped() {
    Row row =
        new SftRow(
            "r",
            "c",
            null,
            List.of(ChatMessage.assistant("\"\\/<>&'\n\t\u0001\u007f\u2028é \uD83D\uDE00")),
            "[]",
            "correction",
            0.000001);
    assertThat(
        json(row),
        is(
            "{\"row_id\":\"r\",\"context_key\":\"c\",\"category\":null,\"messages\":"
                + "[{\"role\":\"assistant\",\"content\":"
                + "\"\\\"\\\\/<>&'\\n\\t\\u0001\u007f\u2028é \uD83D\uDE00\"}],"
                + "\"tools\":\"[]\",\"evidence\":\"correction\",\"weight\":0.000001}"));
  }

  @Test
  void hashCoversTheBytesOfTheLine() {
    // Computed with sha256sum over the line without its line feed.
    Row row = new SftRow("r", "c", null, List.of(), null, "x", 1);
    assertThat(
        json(row),
        is(
            "{\"row_id\":\"r\",\"context_key\":\"c\",\"category\":null,\"messages\":[],"
                + "\"tools\":null,\"evidence\":\"x\",\"weight\":1.0}"));
    assertThat(
        RowJson.sha256(row),
        is("6448bc4544d4d733e7dc389a89ef9079178e6e438f09de1134cac0a731a67e45"));
  }

  @Property(tries = 300)
  void everyRowReadsBack(@ForAll("rows") Row row) {
    assertThat(RowJsonReader.read(row.config(), json(row)), is(row));
  }

  @Provide
  Arbitrary<Row> rows() {
    return RowArbitraries.rows();
  }

  @Test
  void aFaultNamesTheColumnAndQuotesNoText() {
    String line =
        json(SampleRows.sft(1)).replace("\"evidence\":\"thumbs_people\"", "\"evidence\":7");
    Exception fault =
        assertThrows(IllegalArgumentException.class, () -> RowJsonReader.read(Config.SFT, line));
    assertThat(fault.getMessage(), is("column evidence is no text"));
    fault =
        assertThrows(
            IllegalArgumentException.class, () -> RowJsonReader.read(Config.SFT, "{\"secret"));
    assertThat(fault.getMessage(), containsString("the line is not JSON"));
    assertThat(fault.getMessage().contains("secret"), is(false));
  }

  private static String json(Row row) {
    return new String(RowJson.bytes(row), StandardCharsets.UTF_8);
  }
}
