package prefmill.runners.quickstart.streaming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.runners.quickstart.tables.BetabaseFeedback;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.runners.quickstart.tables.FeedbackTables;
import prefmill.runners.quickstart.tables.HelpemRow;
import prefmill.runners.quickstart.tables.SubjectchatRow;

/**
 * The quickstart's rows as the products would send them: one JSON object for each row, and one more
 * where somebody changed their mind.
 */
final class FeedbackLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FeedbackLines() {}

  /** The lines of each preset, in the order of their tables. */
  static Map<String, List<String>> of(FeedbackTables tables) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    lines.put("helpem", helpem(tables.helpem()));
    lines.put("subjectchat", subjectchat(tables.subjectchat()));
    List<String> betabase = new ArrayList<>();
    tables.betabaseFeedback().forEach(row -> betabase.add(feedback(row).toString()));
    tables.betabasePairs().forEach(row -> betabase.add(pair(row).toString()));
    lines.put("betabase", betabase);
    return lines;
  }

  private static List<String> helpem(List<HelpemRow> rows) {
    List<String> lines = new ArrayList<>();
    for (int id = 1; id <= rows.size(); id++) {
      HelpemRow row = rows.get(id - 1);
      ObjectNode line =
          JSON.createObjectNode()
              .put("id", id)
              .put("user_id", row.userId())
              .put("message_id", row.messageId())
              .put("feedback", row.first())
              .put("user_message", row.userMessage())
              .put("assistant_response", row.assistantResponse())
              .put("action_type", row.actionType())
              .put("created_at", row.createdAt().toString())
              .put("updated_at", row.createdAt().toString());
      line.set("action_data", json(row.actionData()));
      lines.add(line.toString());
      if (!row.first().equals(row.feedback())) {
        line.put("feedback", row.feedback()).put("updated_at", row.updatedAt().toString());
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private static List<String> subjectchat(List<SubjectchatRow> rows) {
    List<String> lines = new ArrayList<>();
    for (int id = 1; id <= rows.size(); id++) {
      SubjectchatRow row = rows.get(id - 1);
      lines.add(
          JSON.createObjectNode()
              .put("id", id)
              .put("subject_id", row.subjectId())
              .put("message_content", row.messageContent())
              .put("user_question", row.userQuestion())
              .put("rating", row.rating())
              .put("message_index", row.messageIndex())
              .put("created_at", row.createdAt().toString())
              .toString());
    }
    return lines;
  }

  private static ObjectNode feedback(BetabaseFeedback row) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("id", row.id().toString())
            .put("session_id", row.sessionId())
            .put("query", row.query())
            .put("response", row.response())
            .put("feedback_type", row.feedbackType())
            .put("curator_email", row.curatorEmail())
            .put("organization", row.organization())
            .put("created_at", row.createdAt().toString());
    line.set("feedback_value", json(row.feedbackValue()));
    return line;
  }

  private static ObjectNode pair(BetabasePair row) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("id", row.id().toString())
            .put("query", row.query())
            .put("chosen_response", row.chosenResponse())
            .put("rejected_response", row.rejectedResponse())
            .put("preference_strength", row.preferenceStrength())
            .put("annotator_email", row.annotatorEmail())
            .put("annotation_notes", row.annotationNotes())
            .put("created_at", row.createdAt().toString());
    line.set("context_documents", json(row.contextDocuments()));
    return line;
  }

  private static JsonNode json(String text) {
    try {
      return text == null ? JSON.nullNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
