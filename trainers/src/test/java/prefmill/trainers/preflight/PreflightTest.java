package prefmill.trainers.preflight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static prefmill.trainers.preflight.SampleRows.chat;
import static prefmill.trainers.preflight.SampleRows.turn;
import static prefmill.trainers.preflight.SampleRows.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.preflight.Finding.Level;
import prefmill.trainers.preflight.estimate.Estimate;
import prefmill.trainers.preflight.estimate.Machine;
import prefmill.trainers.preflight.estimate.Pace;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/** What a preflight says of rows that each trainer meets in its own way. */
class PreflightTest {
  private static final PreflightLimits LIMITS = new PreflightLimits(0.05, 6, Optional.empty());

  @TempDir Path model;

  @BeforeEach
  void writeModel() throws IOException {
    SampleRows.writeModel(model);
  }

  @Test
  void goodRowsPassWithEverythingCounted() throws Exception {
    TrainingPlan plan = TrainingPlan.of(Method.DPO);
    PreflightReport report =
        Preflight.of(TrainerTraits.TRL, plan, model, LIMITS)
            .check(SampleRows.pairs(40), Optional.of(Pace.measured(1000, 2)));

    assertThat(report.findings(), is(empty()));
    assertThat(report.used(), is(40));
    Estimate estimate = report.estimate().orElseThrow();
    assertThat(estimate.steps(), is(15));
    assertThat(estimate.seconds().getAsDouble(), closeTo(estimate.tokens() / 1000.0, 1e-9));
    assertThat(estimate.cost().getAsDouble(), closeTo(6 * estimate.tokens() / 3_600_000.0, 1e-9));
    assertThat(report.summary(), containsString("40 of 40 rows for trl (dpo)"));
    assertThat(report.json().get("refusal"), is((Object) null));
  }

  @Test
  void whereNothingWasMeasuredOnlyTheBuiltInTrainerHasAPace() throws Exception {
    PreflightReport djl = check(TrainerTraits.DJL, Method.DPO, SampleRows.pairs(8), Map.of());
    PreflightReport trl = check(TrainerTraits.TRL, Method.DPO, SampleRows.pairs(8), Map.of());

    assertThat(djl.estimate().orElseThrow().seconds().isPresent(), is(true));
    assertThat(trl.estimate().orElseThrow().cost().isPresent(), is(false));
    assertThat(trl.summary(), containsString("time unknown"));
  }

  @Test
  void aFewLongRowsAreToldAndManyAreRefused() throws Exception {
    TrainingExamples few = SampleRows.chats(39, chat("long", "word ".repeat(200)));
    TrainingExamples many =
        SampleRows.chats(3, chat("long", "word ".repeat(200)), chat("longer", "w ".repeat(500)));

    PreflightReport told = check(TrainerTraits.MLX, Method.SFT, few, Map.of("max_length", 100));
    assertThat(told.refusal(), is(Optional.empty()));
    assertThat(told.used(), is(39));
    assertThat(
        told.warnings().get(0), containsString("1 of 40 rows (2.5 %) exceed max_length 100"));
    assertThat(told.findings().get(0).rowIds(), contains("long"));

    String refusal =
        check(TrainerTraits.MLX, Method.SFT, many, Map.of("max_length", 100))
            .refusal()
            .orElseThrow();
    assertThat(
        refusal, containsString("2 of 5 rows (40.0 %) exceed max_length 100 (long, longer)"));
    assertThat(refusal, containsString("training.max_dropped"));
    int longest =
        check(TrainerTraits.MLX, Method.SFT, many, Map.of()).lengths().orElseThrow().whole().max();
    assertThat(refusal, containsString("(" + longest + " keeps all)"));
    assertThat(
        check(TrainerTraits.MLX, Method.SFT, many, Map.of("max_length", longest)).used(), is(5));
  }

  @Test
  void chatsThatOneTrainerDropsAreRefusedForThatOneOnly() throws Exception {
    TrainingExamples rows =
        SampleRows.chats(
            10,
            new prefmill.trainers.examples.DemonstrationExample(
                "twice", List.of(turn("user", "a"), turn("user", "b"), turn("assistant", "c")), 1));

    assertThat(check(TrainerTraits.TRL, Method.SFT, rows, Map.of()).findings(), is(empty()));
    Finding refused = only(check(TrainerTraits.LLAMAFACTORY, Method.SFT, rows, Map.of()));
    assertThat(refused.rule(), is("turn_order"));
    assertThat(refused.level(), is(Level.REFUSED));
    assertThat(refused.rowIds(), contains("twice"));
    assertThat(refused.sentence(), containsString("1 of 11 rows"));
  }

  @Test
  void verdictsOfOneLabelAreToldAndAnEmptyGoodAnswerIsNotGivenToLlamaFactory() throws Exception {
    TrainingExamples good = SampleRows.verdicts(9, verdict("praised", "", true));

    Finding told = only(check(TrainerTraits.DJL, Method.KTO, good, Map.of()));
    assertThat(told.rule(), is("one_label"));
    assertThat(told.level(), is(Level.WARNING));
    PreflightReport other = check(TrainerTraits.LLAMAFACTORY, Method.KTO, good, Map.of());
    assertThat(
        other.findings().stream().map(Finding::rule).toList(),
        contains("empty_praise", "one_label"));
    assertThat(other.refusal().orElseThrow(), containsString("(praised)"));
  }

  @Test
  void weightsCountForDjlOnly() throws Exception {
    TrainingExamples rows = SampleRows.weighted(10, 0.5);

    assertThat(check(TrainerTraits.DJL, Method.SFT, rows, Map.of()).findings(), is(empty()));
    assertThat(
        only(check(TrainerTraits.TRL, Method.SFT, rows, Map.of())).sentence(),
        containsString("10 of 10 rows have a weight other than 1"));
  }

  @Test
  void rowsThatTheTemplateRefusesOrSwallowsAreNamed() throws Exception {
    TrainingExamples rows = SampleRows.verdicts(9, verdict("silent", "", true));
    Files.writeString(
        model.resolve("chat_template.jinja"),
        "{% for m in messages %}{% if m.content %}{{ m.content }}\n{% endif %}{% endfor %}");
    Finding swallowed = check(TrainerTraits.TRL, Method.KTO, rows, Map.of()).findings().get(0);
    assertThat(swallowed.rowIds(), contains("silent"));
    assertThat(swallowed.sentence(), containsString("writes nothing of an answer"));

    Files.writeString(model.resolve("chat_template.jinja"), "{{ bos_token }}");
    Finding nothing =
        check(TrainerTraits.TRL, Method.SFT, SampleRows.chats(9), Map.of()).findings().get(0);
    assertThat(nothing.rule(), is("no_target"));
    assertThat(nothing.sentence(), containsString("9 of 9 rows"));

    Files.writeString(
        model.resolve("chat_template.jinja"),
        "{% for m in messages %}{% if not m.content %}{{ raise_exception('no content') }}"
            + "{% endif %}{{ m.content }}\n{% endfor %}");
    String refusal = check(TrainerTraits.TRL, Method.KTO, rows, Map.of()).refusal().orElseThrow();
    assertThat(refusal, containsString("1 of 10 rows"));
    assertThat(refusal, containsString("(silent)"));
    assertThat(refusal, containsString("no content"));
  }

  @Test
  void heldOutRowsThatEndTheEvaluationAreRefused() throws Exception {
    PreflightReport report =
        Preflight.of(TrainerTraits.DJL, TrainingPlan.of(Method.SFT), model, LIMITS)
            .evaluatedOn(SampleRows.pairs(5), SampleRows.chats(5, chat("", "fine")))
            .check(SampleRows.chats(10), Optional.empty());
    assertThat(report.findings(), is(empty()));

    Files.writeString(
        model.resolve("chat_template.jinja"),
        "{% for m in messages %}{% if m.content == 'No.' %}{{ raise_exception('never no') }}"
            + "{% endif %}{{ m.content }}\n{% endfor %}");
    Finding refused =
        only(
            Preflight.of(TrainerTraits.DJL, TrainingPlan.of(Method.SFT), model, LIMITS)
                .evaluatedOn(SampleRows.pairs(5, SampleRows.pair("bad", "Yes.")))
                .check(SampleRows.chats(10), Optional.empty()));
    assertThat(refused.rule(), is("held_out"));
    assertThat(refused.rowIds(), contains("bad"));
    assertThat(refused.sentence(), containsString("never no"));
  }

  @Test
  void onACudaDeviceNoPaceIsKnown() throws Exception {
    PreflightLimits cuda = new PreflightLimits(0, 6, Optional.empty(), true);
    PreflightReport report =
        Preflight.of(TrainerTraits.DJL, TrainingPlan.of(Method.DPO), model, cuda)
            .check(SampleRows.pairs(10), Optional.empty());
    assertThat(report.summary(), containsString("time unknown"));
    assertThat(report.estimate().orElseThrow().cost().isPresent(), is(false));
  }

  @Test
  void aMachineWithoutRoomIsRefused() throws Exception {
    PreflightLimits small = new PreflightLimits(0, 0, Optional.of(new Machine(1000, 1000)));
    PreflightReport report =
        Preflight.of(TrainerTraits.DJL, TrainingPlan.of(Method.DPO), model, small)
            .check(SampleRows.pairs(10), Optional.empty());
    assertThat(report.findings().stream().map(Finding::rule).toList(), contains("disk", "memory"));
    assertThat(report.refusal().orElseThrow(), containsString("of disk where adapters are kept"));
  }

  @Test
  void tooFewRowsAreToldOrRefused() throws Exception {
    assertThat(
        only(check(TrainerTraits.MLX, Method.SFT, SampleRows.chats(3), Map.of())).level(),
        is(Level.WARNING));
    assertThat(
        check(TrainerTraits.DJL, Method.DPO, SampleRows.pairs(0), Map.of()).refusal().orElseThrow(),
        containsString("no rows that dpo can learn from"));
    assertThat(
        check(TrainerTraits.DJL, Method.KTO, SampleRows.verdicts(1), Map.of())
            .refusal()
            .orElseThrow(),
        containsString("One row is left"));
  }

  private PreflightReport check(
      TrainerTraits trainer, Method method, TrainingExamples rows, Map<String, ?> changes)
      throws IOException {
    return Preflight.of(trainer, TrainingPlan.of(method, changes), model, LIMITS)
        .check(rows, Optional.empty());
  }

  private static Finding only(PreflightReport report) {
    assertThat(report.findings().toString(), report.findings().size(), is(1));
    return report.findings().get(0);
  }
}
