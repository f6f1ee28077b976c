package prefmill.trainers.preflight.findings;

import static prefmill.trainers.preflight.Finding.first;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import prefmill.trainers.huggingface.ModelJson;
import prefmill.trainers.preflight.Finding;
import prefmill.trainers.preflight.tokens.RowTokens;
import prefmill.trainers.preflight.tokens.TokenizedRows;

/** What the rows' tokens tell: too long, without a target, not rendered at all. */
public final class LengthFindings {
  private LengthFindings() {}

  /** Judges every row. */
  public static List<Finding> of(PlannedRows planned) throws IOException {
    List<Finding> findings = new ArrayList<>();
    unrendered(planned, findings);
    tooLong(planned, findings);
    withoutTarget(planned, findings);
    beyondTheModel(planned, findings);
    alike(planned, findings);
    unknownTokens(planned.tokens(), planned.baseModel(), "rows", findings);
    return findings;
  }

  private static void unrendered(PlannedRows planned, List<Finding> findings) {
    var unrendered = planned.tokens().unrendered();
    if (!unrendered.isEmpty()) {
      List<String> ids = List.copyOf(unrendered.keySet());
      findings.add(
          Finding.refused(
              "template",
              ids,
              "%d of %d rows cannot be written with the base model's chat template (%s), so that %s would fail: %s"
                  .formatted(
                      ids.size(),
                      planned.rows().size(),
                      first(ids),
                      planned.trainer().label(),
                      unrendered.get(ids.get(0)))));
    }
  }

  private static void tooLong(PlannedRows planned, List<Finding> findings) {
    List<RowTokens> tooLong = planned.tooLong();
    if (tooLong.isEmpty()) {
      return;
    }
    List<String> ids = tooLong.stream().map(RowTokens::rowId).toList();
    int longest = tooLong.stream().mapToInt(RowTokens::whole).max().orElseThrow();
    double share = (double) ids.size() / planned.rows().size();
    String what =
        String.format(
            Locale.ROOT,
            "%d of %d rows (%.1f %%) exceed max_length %d (%s)",
            ids.size(),
            planned.rows().size(),
            100 * share,
            planned.plan().maxLength(),
            first(ids));
    boolean none = ids.size() == planned.rows().size();
    if (none || share > planned.maxDropped()) {
      findings.add(
          Finding.refused(
              "too_long",
              ids,
              "%s and would be left out: raise training.hyperparameters.max_length (%d keeps all)%s."
                  .formatted(
                      what, longest, none ? "" : ", or allow it with training.max_dropped")));
    } else {
      findings.add(
          Finding.warning(
              "too_long",
              ids,
              "%s and are left out; a training.hyperparameters.max_length of %d keeps all."
                  .formatted(what, longest)));
    }
  }

  private static void withoutTarget(PlannedRows planned, List<Finding> findings) {
    List<String> ids =
        planned.tokens().rows().stream()
            .filter(row -> row.targets() == 0)
            .map(RowTokens::rowId)
            .toList();
    if (!ids.isEmpty()) {
      findings.add(
          Finding.refused(
              "no_target",
              ids,
              "%d of %d rows have an answer of no token to learn from (%s), which gives a loss that is no number, or a row that is dropped: leave them out, or use a chat template that writes every answer."
                  .formatted(ids.size(), planned.rows().size(), first(ids))));
    }
  }

  /**
   * A few pairs that differ by less than a token teach nothing; if most do, the tokenizer is at
   * fault.
   */
  private static void alike(PlannedRows planned, List<Finding> findings) {
    List<RowTokens> used = planned.used();
    List<String> ids = used.stream().filter(RowTokens::alike).map(RowTokens::rowId).toList();
    if (2 * ids.size() > used.size()) {
      findings.add(
          Finding.refused(
              "alike",
              ids,
              "%d of %d pairs have the same tokens for the chosen and the rejected answer (%s), so that there is nothing to learn from: copy tokenizer.json from the model's source."
                  .formatted(ids.size(), used.size(), first(ids))));
    }
  }

  /** Rows of tokens that the model has no embedding for, of whatever kind they are. */
  static void unknownTokens(
      TokenizedRows tokens, Path baseModel, String what, List<Finding> findings)
      throws IOException {
    int known =
        ModelJson.read(baseModel.resolve("config.json"))
            .path("vocab_size")
            .asInt(Integer.MAX_VALUE);
    List<RowTokens> unknown = tokens.rows().stream().filter(row -> row.largest() >= known).toList();
    if (!unknown.isEmpty()) {
      List<String> ids = unknown.stream().map(RowTokens::rowId).toList();
      findings.add(
          Finding.refused(
              "vocabulary",
              ids,
              "%d of %d %s have tokens up to %d, and the base model knows %d (%s): its tokenizer and its weights do not belong together."
                  .formatted(
                      ids.size(),
                      tokens.rows().size(),
                      what,
                      unknown.stream().mapToLong(RowTokens::largest).max().orElseThrow(),
                      known,
                      first(ids))));
    }
  }

  private static void beyondTheModel(PlannedRows planned, List<Finding> findings)
      throws IOException {
    Path config = planned.baseModel().resolve("config.json");
    int seen = ModelJson.read(config).path("max_position_embeddings").asInt(Integer.MAX_VALUE);
    List<String> ids =
        planned.used().stream().filter(row -> row.whole() > seen).map(RowTokens::rowId).toList();
    if (!ids.isEmpty()) {
      findings.add(
          Finding.warning(
              "beyond_model",
              ids,
              "%d of %d rows are longer than the %d tokens that the base model was made for (%s): lower training.hyperparameters.max_length."
                  .formatted(ids.size(), planned.rows().size(), seen, first(ids))));
    }
  }
}
