package prefmill.trainers.compatibility;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.SamplePairs;
import prefmill.trainers.TestFiles;
import prefmill.trainers.djl.DjlTrainer;
import prefmill.trainers.djl.generate.Generator;
import prefmill.trainers.djl.generate.Sampling;
import prefmill.trainers.evaluate.AdapterEvaluation;
import prefmill.trainers.evaluate.Subject;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.tiny.TinyModel;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;
import prefmill.trainers.training.TrainingRun;

/** Greedy answers, token for token those of transformers, with and without an adapter. */
@Tag("python")
class GenerationTest {
  private static final int TOKENS = 40;
  private static final List<PreferenceExample> PAIRS = SamplePairs.of(60, 1);

  @TempDir Path folder;

  @Test
  void greedyAnswersAreThoseOfTransformers() throws Exception {
    Path model = folder.resolve("model");
    TinyModel.write(model, SamplePairs.texts(PAIRS), 7);
    Path adapter = train(model);
    List<long[]> prompts = new ArrayList<>();
    try (AdapterEvaluation open = AdapterEvaluation.open(model, adapter, 1024)) {
      SamplePairs.of(12, 2)
          .forEach(p -> prompts.add(open.subject().tokenizer().prompt(p.prompt())));
      Path request = folder.resolve("prompts.json");
      new ObjectMapper().writeValue(request.toFile(), prompts);
      Path answers = folder.resolve("answers.json");
      PythonScript.of("prefmill.python", folder)
          .run("greedy_answers.py", model, adapter, request, Path.of("" + TOKENS), answers);

      JsonNode there = TestFiles.json(answers);
      Subject subject = open.subject();
      assertSame(subject.generator(), prompts, there.path("adapter"));
      assertSame(
          Generator.of(subject.model(), Optional.empty(), subject.stops(), 1024),
          prompts,
          there.path("base"));
      int ended = 0;
      for (JsonNode answer : there.path("adapter")) {
        ended += answer.size() < TOKENS ? 1 : 0;
      }
      assertThat("some answers end by themselves", ended, is(greaterThan(0)));
    }
  }

  private static void assertSame(Generator generator, List<long[]> prompts, JsonNode there) {
    List<TokenSequence> here = generator.generate(prompts, TOKENS, Sampling.greedy());
    for (int i = 0; i < here.size(); i++) {
      List<Long> ids = new ArrayList<>();
      for (int t = here.get(i).promptLength(); t < here.get(i).length(); t++) {
        ids.add(here.get(i).id(t));
      }
      List<Long> expected = new ArrayList<>();
      there.path(i).forEach(id -> expected.add(id.asLong()));
      assertThat("answer " + i, ids, is(equalTo(expected)));
    }
  }

  private Path train(Path model) throws Exception {
    List<DemonstrationExample> chats = new ArrayList<>();
    for (PreferenceExample pair : PAIRS) {
      List<Turn> chat = new ArrayList<>(pair.prompt());
      chat.addAll(pair.chosen());
      chats.add(new DemonstrationExample(pair.rowId(), chat, 1));
    }
    return DjlTrainer.of()
        .train(
            new TrainingRun(
                "g",
                model,
                "base",
                new TrainingExamples.Demonstrations(chats),
                TrainingPlan.of(Method.SFT).withPace(6, 8, 1e-2),
                Optional.empty(),
                folder.resolve("adapter")),
            report -> {})
        .folder();
  }
}
