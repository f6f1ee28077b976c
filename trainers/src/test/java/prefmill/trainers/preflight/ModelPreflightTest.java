package prefmill.trainers.preflight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static prefmill.trainers.preflight.SampleRows.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.TrainingExamples;
import prefmill.trainers.preflight.Finding.Level;
import prefmill.trainers.safetensors.FloatTensor;
import prefmill.trainers.safetensors.SafetensorsFile;
import prefmill.trainers.safetensors.SafetensorsWriter;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingPlan;

/** What a preflight says of base models, and of what their chat templates write. */
class ModelPreflightTest {
  private static final PreflightLimits LIMITS = new PreflightLimits(0.05, 6, Optional.empty());

  @TempDir Path model;

  @BeforeEach
  void writeModel() throws IOException {
    SampleRows.writeModel(model);
  }

  @Test
  void theModelsFolderIsReadBeforeTheRows() throws Exception {
    Path config = model.resolve("tokenizer_config.json");
    Files.writeString(config, "{\"tokenizer_class\": \"TokenizersBackend\"}");
    TrainingExamples rows = SampleRows.pairs(10);
    assertThat(
        only(check(TrainerTraits.LLAMAFACTORY, Method.DPO, rows, Map.of())).rule(),
        is("tokenizer_config"));
    assertThat(check(TrainerTraits.TRL, Method.DPO, rows, Map.of()).findings(), is(empty()));

    Files.delete(model.resolve("chat_template.jinja"));
    PreflightReport report = check(TrainerTraits.TRL, Method.DPO, rows, Map.of());
    assertThat(report.refusal().orElseThrow(), containsString("has no chat template"));
    assertThat(report.lengths(), is(Optional.empty()));
  }

  @Test
  void aModelThatNobodyCouldEvaluateIsRefusedForEveryTrainer() throws Exception {
    SortedMap<String, FloatTensor> weights = new TreeMap<>();
    Path file = model.resolve("model.safetensors");
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      for (String name : open.tensors().keySet()) {
        weights.put(name, open.floats(name));
      }
    }
    weights.put("model.layers.0.self_attn.o_proj.bias", FloatTensor.of(new float[64], 64));
    SafetensorsWriter.write(file, weights);
    for (TrainerTraits trainer : TrainerTraits.values()) {
      Finding refused = only(check(trainer, Method.SFT, SampleRows.chats(10), Map.of()));
      assertThat(refused.rule(), is("model"));
      assertThat(refused.sentence(), containsString("o_proj.bias"));
    }

    weights.remove("model.layers.0.self_attn.o_proj.bias");
    weights.remove("model.layers.1.mlp.up_proj.weight");
    SafetensorsWriter.write(file, weights);
    assertThat(
        only(check(TrainerTraits.MLX, Method.SFT, SampleRows.chats(10), Map.of())).sentence(),
        containsString("lack model.layers.1.mlp.up_proj.weight"));
  }

  @Test
  void quantisedWeightsAreRefusedByTheirHeadersAlone() throws Exception {
    Path file = model.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
    byte[] packed = header.replace("\"F32\"", "\"I32\"").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(packed, 0, bytes, 8, length);
    Files.write(file, bytes);

    Finding refused = only(check(TrainerTraits.MLX, Method.SFT, SampleRows.chats(10), Map.of()));
    assertThat(refused.rule(), is("model"));
    assertThat(refused.sentence(), containsString("is of type I32"));
  }

  @Test
  void weightsThatAreNotAsTheConfigurationSaysAreRefused() throws Exception {
    Path config = model.resolve("config.json");
    String right = Files.readString(config);
    for (String key :
        List.of(
            "\"vocab_size\": 300",
            "\"hidden_size\": 32",
            "\"intermediate_size\": 3",
            "\"head_dim\": 8",
            "\"num_key_value_heads\": 1",
            "\"num_attention_heads\": 8")) {
      String name = key.substring(0, key.indexOf(':'));
      Files.writeString(config, right.replaceAll(name + " ?: ?\\d+", key));
      Finding refused = only(check(TrainerTraits.TRL, Method.DPO, SampleRows.pairs(10), Map.of()));
      assertThat(refused.rule(), is("model"));
      assertThat(key, refused.sentence(), containsString("has the shape ["));
    }
    Files.writeString(config, right);
    change(
        "model.layers.1.mlp.up_proj.weight",
        t -> FloatTensor.of(t.toArray(), t.shape().get(1), t.shape().get(0)));
    assertThat(
        only(check(TrainerTraits.DJL, Method.DPO, SampleRows.pairs(10), Map.of())).sentence(),
        containsString(
            "model.layers.1.mlp.up_proj.weight has the shape [64, 128], and by config.json it is"
                + " [128, 64]"));
  }

  @Test
  void pairsThatAreTheSameInTokensAreRefused() throws Exception {
    Path file = model.resolve("tokenizer.json");
    ObjectNode tokenizer = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    ((ObjectNode) tokenizer.get("model")).putObject("vocab");
    ((ObjectNode) tokenizer.get("model")).putArray("merges");
    Files.writeString(file, tokenizer.toString());
    Finding refused = only(check(TrainerTraits.DJL, Method.DPO, SampleRows.pairs(10), Map.of()));
    assertThat(refused.rule(), is("alike"));
    assertThat(refused.level(), is(Level.REFUSED));
    assertThat(refused.sentence(), containsString("10 of 10 pairs have the same tokens"));
  }

  @Test
  void tokensThatTheModelDoesNotKnowAreRefused() throws Exception {
    Path config = model.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config).replaceAll("\"vocab_size\" ?: ?\\d+", "\"vocab_size\":300"));
    for (String rows : List.of("model.embed_tokens.weight", "lm_head.weight")) {
      change(rows, t -> FloatTensor.of(Arrays.copyOf(t.toArray(), 300 * 64), 300, 64));
    }
    PreflightReport report =
        Preflight.of(TrainerTraits.TRL, TrainingPlan.of(Method.DPO), model, LIMITS)
            .evaluatedOn(SampleRows.chats(3))
            .check(SampleRows.pairs(10), Optional.empty());
    assertThat(
        report.findings().stream().map(Finding::rule).toList(),
        contains("vocabulary", "vocabulary"));
    assertThat(report.refusal().orElseThrow(), containsString("the base model knows 300"));
  }

  @Test
  void toolsThatAreNotInThePromptsAreTold() throws Exception {
    Tools tools = Tools.of("[{\"name\": \"find\"}]");
    TrainingExamples rows =
        SampleRows.pairs(
            9,
            new PreferenceExample(
                "tooled",
                List.of(turn("user", "Why?")),
                List.of(turn("assistant", "So.")),
                List.of(turn("assistant", "No.")),
                tools,
                1));
    Finding told = only(check(TrainerTraits.DJL, Method.DPO, rows, Map.of()));
    assertThat(told.level(), is(Level.WARNING));
    assertThat(told.rowIds(), contains("tooled"));
    assertThat(told.sentence(), containsString("chat template does not write"));

    Path template = model.resolve("chat_template.jinja");
    Files.writeString(
        template,
        "{% for t in tools or [] %}{{ t | tojson }}{% endfor %}" + Files.readString(template));
    for (TrainerTraits trainer : List.of(TrainerTraits.DJL, TrainerTraits.TRL)) {
      PreflightReport written = check(trainer, Method.DPO, rows, Map.of());
      assertThat(written.findings(), is(empty()));
    }
    Finding refused = only(check(TrainerTraits.LLAMAFACTORY, Method.DPO, rows, Map.of()));
    assertThat(refused.level(), is(Level.REFUSED));
    assertThat(refused.rowIds(), contains("tooled"));
  }

  @Test
  void aTemplateThatAsksForTheDayGetsTheRunsOwn() throws Exception {
    Path template = model.resolve("chat_template.jinja");
    Files.writeString(template, "{{ strftime_now('%d %B %Y') }}" + Files.readString(template));
    Preflight undated = Preflight.of(TrainerTraits.DJL, TrainingPlan.of(Method.DPO), model, LIMITS);
    assertThat(
        undated.check(SampleRows.pairs(10), Optional.empty()).refusal().orElseThrow(),
        containsString("asks what day it is"));
    assertThat(
        undated
            .on(LocalDate.of(2026, 9, 30))
            .check(SampleRows.pairs(10), Optional.empty())
            .findings(),
        is(empty()));
  }

  private void change(String name, UnaryOperator<FloatTensor> as) throws IOException {
    SortedMap<String, FloatTensor> weights = new TreeMap<>();
    Path file = model.resolve("model.safetensors");
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      for (String tensor : open.tensors().keySet()) {
        FloatTensor read = open.floats(tensor);
        long[] shape = read.shape().stream().mapToLong(Long::longValue).toArray();
        weights.put(tensor, FloatTensor.of(read.toArray(), shape));
      }
    }
    weights.computeIfPresent(name, (same, tensor) -> as.apply(tensor));
    SafetensorsWriter.write(file, weights);
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
