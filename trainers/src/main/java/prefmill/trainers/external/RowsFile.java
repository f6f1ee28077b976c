package prefmill.trainers.external;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.examples.VerdictExample;
import prefmill.trainers.training.TrainingException;

/**
 * Rows as JSON lines in the shape of TRL's conversational datasets. Each is checked before, since
 * trainers die of a bad one without naming it, or drop it.
 */
final class RowsFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RowsFile() {}

  /**
   * Writes the rows.
   *
   * @throws TrainingException naming the first row that is no chat
   */
  static void write(Path file, TrainingExamples examples) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (Map<String, Object> row : (Iterable<Map<String, Object>>) rows(examples)::iterator) {
        out.append(JSON.writeValueAsString(row)).append('\n');
      }
    }
  }

  private static Stream<Map<String, Object>> rows(TrainingExamples examples) {
    if (examples instanceof TrainingExamples.Preferences pairs) {
      return pairs.rows().stream().map(RowsFile::row);
    }
    if (examples instanceof TrainingExamples.Verdicts verdicts) {
      return verdicts.rows().stream().map(RowsFile::row);
    }
    return ((TrainingExamples.Demonstrations) examples).rows().stream().map(RowsFile::row);
  }

  private static Map<String, Object> row(PreferenceExample example) {
    String id = example.rowId();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("prompt", chat(id, "prompt", example.prompt(), "user"));
    row.put("chosen", chat(id, "chosen", example.chosen(), "assistant"));
    row.put("rejected", chat(id, "rejected", example.rejected(), "assistant"));
    return offering(example.tools(), row);
  }

  private static Map<String, Object> row(VerdictExample example) {
    String id = example.rowId();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("prompt", chat(id, "prompt", example.prompt(), "user"));
    row.put("completion", chat(id, "completion", example.completion(), "assistant"));
    row.put("label", example.good());
    return offering(example.tools(), row);
  }

  private static Map<String, Object> row(DemonstrationExample example) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("messages", chat(example.rowId(), "messages", example.messages(), "assistant"));
    return offering(example.tools(), row);
  }

  /** As text, since a data set's columns have one type and tools differ from row to row. */
  private static Map<String, Object> offering(Tools tools, Map<String, Object> row) {
    if (!tools.isEmpty()) {
      row.put("tools", tools.json());
    }
    return row;
  }

  private static List<Map<String, String>> chat(
      String rowId, String column, List<Turn> turns, String last) {
    if (turns.isEmpty() || !turns.get(turns.size() - 1).role().equals(last)) {
      throw new TrainingException(
          "Row %s: %s does not end with a turn of the %s; leave the row out."
              .formatted(rowId, column, last));
    }
    for (Turn turn : turns) {
      if (turn.content() == null) {
        throw new TrainingException(
            "Row %s: %s has a turn of the %s without content; leave the row out."
                .formatted(rowId, column, turn.role()));
      }
    }
    return turns.stream().map(t -> Map.of("role", t.role(), "content", t.content())).toList();
  }
}
