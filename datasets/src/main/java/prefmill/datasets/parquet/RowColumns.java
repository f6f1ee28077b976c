package prefmill.datasets.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import prefmill.datasets.rows.ChatMessage;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.UnpairedRow;

/** Makes records of what Parquet read. */
final class RowColumns {
  private RowColumns() {}

  static Row row(Config config, Group group) {
    return switch (config) {
      case PREFERENCE -> preference(group);
      case UNPAIRED -> unpaired(group);
      case SFT -> sft(group);
    };
  }

  static LedgerEntry ledgerEntry(Group group) {
    return new LedgerEntry(
        text(group, "event_id"),
        Outcome.parse(text(group, "outcome")),
        text(group, "stage"),
        text(group, "rule"),
        number(group, "value"),
        number(group, "threshold"),
        texts(group, "example_ids"));
  }

  private static Row preference(Group group) {
    return new PreferenceRow(
        text(group, "row_id"),
        text(group, "context_key"),
        text(group, "category"),
        messages(group, "prompt"),
        messages(group, "chosen"),
        messages(group, "rejected"),
        text(group, "chosen_id"),
        text(group, "rejected_id"),
        text(group, "chosen_model"),
        text(group, "rejected_model"),
        text(group, "tools"),
        text(group, "evidence"),
        group.getInteger("support", 0),
        group.getDouble("strength", 0),
        group.getDouble("weight", 0));
  }

  private static Row unpaired(Group group) {
    return new UnpairedRow(
        text(group, "row_id"),
        text(group, "context_key"),
        text(group, "category"),
        messages(group, "prompt"),
        messages(group, "completion"),
        group.getBoolean("label", 0),
        text(group, "tools"),
        text(group, "answer_id"),
        group.getInteger("support", 0),
        group.getDouble("weight", 0));
  }

  private static Row sft(Group group) {
    return new SftRow(
        text(group, "row_id"),
        text(group, "context_key"),
        text(group, "category"),
        messages(group, "messages"),
        text(group, "tools"),
        text(group, "evidence"),
        group.getDouble("weight", 0));
  }

  private static String text(Group group, String column) {
    return group.getFieldRepetitionCount(column) == 0 ? null : group.getString(column, 0);
  }

  private static Double number(Group group, String column) {
    return group.getFieldRepetitionCount(column) == 0 ? null : group.getDouble(column, 0);
  }

  private static List<String> texts(Group group, String column) {
    Group list = group.getGroup(column, 0);
    int size = list.getFieldRepetitionCount(0);
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(list.getGroup(0, i).getString(0, 0));
    }
    return texts;
  }

  private static List<ChatMessage> messages(Group group, String column) {
    Group list = group.getGroup(column, 0);
    int size = list.getFieldRepetitionCount(0);
    List<ChatMessage> messages = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Group message = list.getGroup(0, i).getGroup(0, 0);
      messages.add(new ChatMessage(message.getString("role", 0), message.getString("content", 0)));
    }
    return messages;
  }
}
