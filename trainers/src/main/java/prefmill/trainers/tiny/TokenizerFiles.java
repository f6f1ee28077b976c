package prefmill.trainers.tiny;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a vocabulary as the tokenizer files of a Hugging Face folder, with the ChatML template.
 */
final class TokenizerFiles {
  /** Padding and end of text, and the marks around each message. */
  static final List<String> SPECIAL = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

  static final int PADDING = 0;
  static final int END_OF_MESSAGE = 2;

  private static final String CHATML =
      "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content']"
          + " + '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{"
          + " '<|im_start|>assistant\\n' }}{% endif %}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TokenizerFiles() {}

  static void write(Path folder, BytePairs pairs, int maxLength) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), tokenizer(pairs).toPrettyString() + "\n");
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        JSON.createObjectNode()
                .put("eos_token", SPECIAL.get(END_OF_MESSAGE))
                .put("model_max_length", maxLength)
                .put("pad_token", SPECIAL.get(PADDING))
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .toPrettyString()
            + "\n");
    Files.writeString(folder.resolve("chat_template.jinja"), CHATML);
  }

  private static ObjectNode tokenizer(BytePairs pairs) {
    ObjectNode root = JSON.createObjectNode().put("version", "1.0");
    root.putNull("truncation");
    root.putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (int id = 0; id < SPECIAL.size(); id++) {
      added
          .addObject()
          .put("id", id)
          .put("content", SPECIAL.get(id))
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    root.putNull("normalizer");
    root.set("pre_tokenizer", byteLevel(false));
    root.putNull("post_processor");
    root.set("decoder", byteLevel(true));
    ObjectNode model = root.putObject("model").put("type", "BPE");
    model.putNull("dropout");
    model.putNull("unk_token");
    model.putNull("continuing_subword_prefix");
    model.putNull("end_of_word_suffix");
    model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < pairs.tokens().size(); id++) {
      vocabulary.put(pairs.tokens().get(id), id);
    }
    ArrayNode merges = model.putArray("merges");
    pairs.merges().forEach(m -> merges.add(m.left() + " " + m.right()));
    return root;
  }

  private static ObjectNode byteLevel(boolean prefixSpace) {
    return JSON.createObjectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", prefixSpace)
        .put("trim_offsets", true)
        .put("use_regex", true);
  }
}
