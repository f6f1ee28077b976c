package prefmill.trainers.huggingface;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.trainers.TestFiles;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.training.TrainingException;

class ChatTokenizerTest {
  @TempDir Path folder;

  @Test
  void givesTheTokensOfTheReferenceRun() throws IOException {
    JsonNode want = TestFiles.json(TestFiles.parity("losses.json"));
    List<JsonNode> pairs = TestFiles.rows(TestFiles.parity("dpo.jsonl"));
    List<JsonNode> chats = TestFiles.rows(TestFiles.parity("sft.jsonl"));
    assertThat(pairs, hasSize(want.get("pairs").size()));

    try (ChatTokenizer tokenizer = ChatTokenizer.open(TestFiles.parity("model"))) {
      for (int i = 0; i < pairs.size(); i++) {
        JsonNode pair = want.get("pairs").get(i);
        List<Turn> prompt = TestFiles.turns(pairs.get(i).get("prompt"));
        TokenSequence chosen =
            tokenizer.answer(prompt, TestFiles.turns(pairs.get(i).get("chosen")));
        TokenSequence rejected =
            tokenizer.answer(prompt, TestFiles.turns(pairs.get(i).get("rejected")));
        assertThat(tokenizer.render(prompt, true), is(pair.get("prompt_text").asText()));
        assertIds(chosen, 0, chosen.promptLength(), pair.get("prompt_ids"));
        assertIds(chosen, chosen.promptLength(), chosen.length(), pair.get("chosen_ids"));
        assertIds(rejected, rejected.promptLength(), rejected.length(), pair.get("rejected_ids"));
        TokenSequence chat = tokenizer.chat(TestFiles.turns(chats.get(i).get("messages")));
        assertIds(chat, 0, chat.length(), want.get("sft_ids").get(i));
      }
    }
  }

  @Test
  void neverExecutesWhatPeopleWrote() throws IOException {
    List<String> texts =
        List.of(
            "n={{ messages|length }}{# gone #}",
            "{% for x in messages %}{{ x }}{% endfor %}",
            "{% raw %}{{ 1 }}",
            "{{ raise_exception('no') }}",
            "{%- set messages = [] -%}",
            "\\n 'quoted' \"twice\" & <b>\r\n");
    try (ChatTokenizer tokenizer = ChatTokenizer.open(TestFiles.parity("model"))) {
      for (String text : texts) {
        assertThat(
            tokenizer.render(List.of(new Turn("user", text)), true),
            is("<|im_start|>user\n" + text + "<|im_end|>\n<|im_start|>assistant\n"));
      }
    }
  }

  @Test
  void readsALongTextWhole() throws IOException {
    String text = "word ".repeat(3000);
    try (ChatTokenizer tokenizer = ChatTokenizer.open(TestFiles.parity("model"))) {
      assertThat(tokenizer.chat(List.of(new Turn("user", text))).length() >= 3000, is(true));
    }
  }

  @Test
  void takesTheTemplateOfAnOlderFolder() throws IOException {
    modelWith("{{ bos_token }}{% for m in messages %}[{{ m.content }}]{% endfor %}\n", false);
    try (ChatTokenizer tokenizer = ChatTokenizer.open(folder)) {
      assertThat(tokenizer.render(List.of(new Turn("user", "hi")), false), is("<s>[hi]"));
    }
  }

  @Test
  void tellsWhyATemplateRefusesAChat() throws IOException {
    modelWith("{{ raise_exception('system role is not supported') }}", true);
    try (ChatTokenizer tokenizer = ChatTokenizer.open(folder)) {
      TrainingException refused =
          assertThrows(
              TrainingException.class,
              () -> tokenizer.render(List.of(new Turn("system", "x")), false));
      assertThat(refused.getMessage(), containsString("system role is not supported"));
    }
  }

  @Test
  void refusesATemplateThatRewritesThePrompt() throws IOException {
    modelWith("{{ messages|length }}{% for m in messages %} {{ m.content }}{% endfor %}", true);
    try (ChatTokenizer tokenizer = ChatTokenizer.open(folder)) {
      TrainingException refused =
          assertThrows(
              TrainingException.class,
              () ->
                  tokenizer.answer(
                      List.of(new Turn("user", "a")), List.of(new Turn("assistant", "b"))));
      assertThat(refused.getMessage(), containsString("chat template"));
    }
  }

  @Test
  void namesWhatAFolderLacks() throws IOException {
    TrainingException noTokenizer =
        assertThrows(TrainingException.class, () -> ChatTokenizer.open(folder));
    assertThat(noTokenizer.getMessage(), containsString("tokenizer.json"));
    Files.copy(TestFiles.parity("model/tokenizer.json"), folder.resolve("tokenizer.json"));
    TrainingException noTemplate =
        assertThrows(TrainingException.class, () -> ChatTokenizer.open(folder));
    assertThat(noTemplate.getMessage(), containsString("chat_template.jinja"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "{\"model\": {\"type\": \"Nobody\"}}", "{\"model\": "})
  void namesATokenizerThatCannotBeRead(String content) throws IOException {
    modelWith("{{ messages[0].content }}", true);
    Files.writeString(folder.resolve("tokenizer.json"), content);
    TrainingException refused =
        assertThrows(TrainingException.class, () -> ChatTokenizer.open(folder));
    assertThat(refused.getMessage(), containsString("tokenizer.json"));
    assertThat(refused.getMessage(), containsString("copy it from the model's source"));
  }

  @Test
  void namesSettingsAndTemplatesThatCannotBeRead() throws IOException {
    modelWith("{{ messages[0].content }}", true);
    Path template = folder.resolve("chat_template.jinja");
    Files.write(template, new byte[] {'a', (byte) 0xff});
    assertThat(
        assertThrows(TrainingException.class, () -> ChatTokenizer.open(folder)).getMessage(),
        containsString("chat_template.jinja is not text in UTF-8"));
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"bos_token\": ");
    assertThat(
        assertThrows(TrainingException.class, () -> ChatTokenizer.open(folder)).getMessage(),
        containsString("tokenizer_config.json is not valid JSON"));
  }

  private void modelWith(String template, boolean ownFile) throws IOException {
    Files.copy(TestFiles.parity("model/tokenizer.json"), folder.resolve("tokenizer.json"));
    if (ownFile) {
      Files.writeString(folder.resolve("chat_template.jinja"), template);
    } else {
      Files.writeString(
          folder.resolve("tokenizer_config.json"),
          "{\"bos_token\": {\"content\": \"<s>\"}, \"chat_template\": \""
              + template.replace("\n", "\\n")
              + "\"}");
    }
  }

  private static void assertIds(TokenSequence sequence, int from, int to, JsonNode want) {
    assertThat(to - from, is(want.size()));
    for (int i = from; i < to; i++) {
      assertThat("token " + i, sequence.id(i), is(want.get(i - from).asLong()));
    }
  }
}
