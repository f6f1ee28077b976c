package prefmill.trainers.preflight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.preflight.SampleRows.chat;
import static prefmill.trainers.preflight.SampleRows.pair;
import static prefmill.trainers.preflight.SampleRows.turn;
import static prefmill.trainers.preflight.SampleRows.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingPlan;

/** What a preflight foretells is what the real trainers do. */
class ForetoldTest {
  private static final String LONG = "word ".repeat(150);

  @TempDir Path folder;

  @BeforeEach
  void writeModel() throws IOException {
    SampleRows.writeModel(model());
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void countsOfTheBuiltInTrainer(Method method) throws Exception {
    assertCountsAreReal(TrainerTraits.DJL, method);
  }

  @Tag("python")
  @ParameterizedTest
  @CsvSource({"TRL, DPO", "TRL, KTO", "TRL, SFT", "MLX, SFT"})
  void countsOfPrograms(TrainerTraits trainer, Method method) throws Exception {
    assertCountsAreReal(trainer, method);
  }

  @Tag("python")
  @Tag("soak")
  @ParameterizedTest
  @EnumSource(Method.class)
  void countsOfLlamaFactory(Method method) throws Exception {
    assertCountsAreReal(TrainerTraits.LLAMAFACTORY, method);
  }

  @Test
  void theBuiltInTrainerFailsWithoutAChatTemplate() throws Exception {
    assertFailsWithoutAChatTemplate(TrainerTraits.DJL);
  }

  @Tag("python")
  @ParameterizedTest
  @CsvSource({"TRL", "MLX"})
  void programsFailWithoutAChatTemplate(TrainerTraits trainer) throws Exception {
    assertFailsWithoutAChatTemplate(trainer);
  }

  @Tag("python")
  @Test
  void trlDropsADemonstrationWithoutATarget() throws Exception {
    Files.writeString(
        model().resolve("chat_template.jinja"),
        "{% for m in messages %}{% if m.content %}{{ m.content }}\n{% endif %}{% endfor %}");
    assertRefusedAndFails(
        run(
            TrainerTraits.TRL,
            Method.SFT,
            SampleRows.chats(9, chat("silent", "")),
            Map.of("completion_only", true)),
        "template");
  }

  @Tag("python")
  @Tag("soak")
  @Test
  void llamaFactoryDropsWhatItDoesNotKnow() throws Exception {
    assertRefusedAndFails(
        run(
            TrainerTraits.LLAMAFACTORY,
            Method.SFT,
            SampleRows.chats(
                9,
                new DemonstrationExample(
                    "twice",
                    List.of(turn("user", "a"), turn("user", "b"), turn("assistant", "c")),
                    1)),
            Map.of()),
        "turn_order");
    assertRefusedAndFails(
        run(
            TrainerTraits.LLAMAFACTORY,
            Method.DPO,
            SampleRows.pairs(
                9,
                new PreferenceExample(
                    "two",
                    List.of(turn("user", "a")),
                    List.of(turn("assistant", "b"), turn("assistant", "c")),
                    List.of(turn("assistant", "d")),
                    1)),
            Map.of()),
        "long_answer");
    Path config = model().resolve("tokenizer_config.json");
    Files.writeString(
        config, Files.readString(config).replace("PreTrainedTokenizerFast", "TokenizersBackend"));
    assertRefusedAndFails(
        run(TrainerTraits.LLAMAFACTORY, Method.DPO, SampleRows.pairs(9), Map.of()),
        "tokenizer_config");
  }

  /** The row that is too long is left out, every other one is trained on, token by token. */
  private void assertCountsAreReal(TrainerTraits trainer, Method method) throws Exception {
    TrainingExamples rows =
        switch (method) {
          case DPO -> SampleRows.pairs(9, pair("long", LONG));
          case SFT -> SampleRows.chats(9, chat("long", LONG));
          case KTO -> SampleRows.verdicts(9, verdict("long", LONG, true));
        };
    RealRun run =
        run(trainer, method, rows, Map.of("epochs", 2, "batch_size", 4, "max_length", 100));
    PreflightReport foretold = run.foretold();
    assertThat(foretold.refusal().orElse(""), is(""));

    TrainedAdapter adapter = run.train(step -> {});

    assertThat(foretold.used(), is(9));
    assertThat(adapter.rows(), is(foretold.used()));
    assertThat(adapter.tooLong(), is(foretold.rows() - foretold.used()));
    assertThat(adapter.steps(), is(foretold.estimate().orElseThrow().steps()));
    assertThat(adapter.tokens(), is(foretold.estimate().orElseThrow().tokens()));
  }

  private void assertFailsWithoutAChatTemplate(TrainerTraits trainer) throws Exception {
    Files.delete(model().resolve("chat_template.jinja"));
    assertRefusedAndFails(run(trainer, Method.SFT, SampleRows.chats(9), Map.of()), "chat_template");
  }

  private static void assertRefusedAndFails(RealRun run, String rule) throws Exception {
    PreflightReport foretold = run.foretold();
    assertThat(
        foretold.findings().toString(),
        foretold.findings().stream()
            .anyMatch(f -> f.rule().equals(rule) && f.level() == Finding.Level.REFUSED),
        is(true));
    assertThrows(TrainingException.class, () -> run.train(step -> {}));
  }

  private RealRun run(
      TrainerTraits trainer, Method method, TrainingExamples rows, Map<String, ?> changes) {
    return new RealRun(trainer, folder, model(), TrainingPlan.of(method, changes), rows);
  }

  private Path model() {
    return folder.resolve("model");
  }
}
