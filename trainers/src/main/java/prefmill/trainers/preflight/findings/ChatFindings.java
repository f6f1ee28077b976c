package prefmill.trainers.preflight.findings;

import static prefmill.trainers.preflight.Finding.first;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.preflight.Finding;
import prefmill.trainers.preflight.TrainerTraits;
import prefmill.trainers.preflight.tokens.ChatRow;

/** What the turns of the rows tell: chats that a trainer dies of, drops or mistakes. */
public final class ChatFindings {
  private static final String OTHER_TRAINER = "leave them out, or take training.trainer trl or djl";

  private ChatFindings() {}

  /** Judges every row that reaches the trainer. */
  public static List<Finding> of(PlannedRows planned) {
    List<Finding> findings = new ArrayList<>();
    TrainerTraits trainer = planned.trainer();
    if (trainer != TrainerTraits.DJL) {
      add(
          findings,
          planned,
          "unfinished_chat",
          ChatFindings::isUnfinished,
          "have a prompt that does not end with the user, or an answer that does not end with the assistant",
          "fails of",
          "leave them out");
    }
    if (trainer == TrainerTraits.LLAMAFACTORY) {
      add(
          findings,
          planned,
          "long_answer",
          row -> row.answers().stream().anyMatch(answer -> answer.size() > 1),
          "have an answer of more than one turn",
          "does not know",
          OTHER_TRAINER);
      add(
          findings,
          planned,
          "turn_order",
          row -> !isUnfinished(row) && !alternates(row.prompt()),
          "have turns that do not alternate between user and assistant behind at most one system turn",
          "drops without a word",
          OTHER_TRAINER);
      add(
          findings,
          planned,
          "empty_praise",
          row -> row.good().orElse(false) && last(row.answers().get(0)).content().isEmpty(),
          "have an empty answer that people liked",
          "takes for disliked",
          OTHER_TRAINER);
    }
    return findings;
  }

  private static void add(
      List<Finding> findings,
      PlannedRows planned,
      String rule,
      Predicate<ChatRow> kind,
      String what,
      String follows,
      String mend) {
    List<String> ids = planned.sent(kind);
    if (!ids.isEmpty()) {
      findings.add(
          Finding.refused(
              rule,
              ids,
              "%d of %d rows %s (%s), which %s %s: %s."
                  .formatted(
                      ids.size(),
                      planned.rows().size(),
                      what,
                      first(ids),
                      planned.trainer().label(),
                      follows,
                      mend)));
    }
  }

  private static boolean isUnfinished(ChatRow row) {
    boolean demonstration = row.answers().size() == 1 && row.good().isEmpty();
    return !demonstration && !endsWith(row.prompt(), "user")
        || row.answers().stream().anyMatch(answer -> !endsWith(answer, "assistant"));
  }

  private static boolean endsWith(List<Turn> turns, String role) {
    return !turns.isEmpty() && last(turns).role().equals(role);
  }

  private static Turn last(List<Turn> turns) {
    return turns.get(turns.size() - 1);
  }

  /** As LLaMA-Factory's converter of sharegpt rows has it. */
  private static boolean alternates(List<Turn> prompt) {
    boolean system = !prompt.isEmpty() && prompt.get(0).role().equals("system");
    List<Turn> turns = prompt.subList(system ? 1 : 0, prompt.size());
    for (int i = 0; i < turns.size(); i++) {
      if (!turns.get(i).role().equals(i % 2 == 0 ? "user" : "assistant")) {
        return false;
      }
    }
    return turns.size() % 2 == 1;
  }
}
