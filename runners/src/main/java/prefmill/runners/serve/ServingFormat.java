package prefmill.runners.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import prefmill.runners.failure.CommandFailure;

/** The serving programs that an adapter can be made ready for. */
public enum ServingFormat {
  /** vLLM, which loads PEFT's layout. */
  VLLM("vllm") {
    @Override
    Path prepare(ServedAdapter adapter) {
      requirePlain(adapter);
      return adapter.folder();
    }

    @Override
    List<String> command(ServedAdapter adapter, Path load) {
      String module = adapter.row().name() + "=" + load;
      return List.of(
          "vllm", "serve", adapter.row().baseModel(), "--enable-lora", "--lora-modules", module);
    }
  },

  /** llama.cpp, which loads GGUF files. */
  LLAMA_CPP("llama.cpp") {
    @Override
    Path prepare(ServedAdapter adapter) throws IOException, InterruptedException {
      requirePlain(adapter);
      return GgufConverter.of(System.getenv()).file(adapter);
    }

    @Override
    List<String> command(ServedAdapter adapter, Path load) {
      return List.of("llama-server", "--model", "BASE.gguf", "--lora", load.toString());
    }
  },

  /** mlx_lm.server, which loads mlx-lm's layout. */
  MLX("mlx") {
    @Override
    Path prepare(ServedAdapter adapter) throws IOException {
      return MlxFolder.of(adapter);
    }

    @Override
    List<String> command(ServedAdapter adapter, Path load) {
      return List.of(
          "mlx_lm.server", "--model", adapter.row().baseModel(), "--adapter-path", load.toString());
    }
  };

  private final String label;

  ServingFormat(String label) {
    this.label = label;
  }

  /** What the program is to load, made where there is none yet. */
  abstract Path prepare(ServedAdapter adapter) throws IOException, InterruptedException;

  /** How the program is started with it. */
  abstract List<String> command(ServedAdapter adapter, Path load);

  /** The name in commands. */
  public String label() {
    return label;
  }

  /**
   * The format of a name.
   *
   * @throws CommandFailure with the exit code of wrong usage, if there is none
   */
  public static ServingFormat parse(String label) {
    return Arrays.stream(values())
        .filter(format -> format.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "--format %s is none: write %s."
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(ServingFormat::label)
                                .collect(Collectors.joining(" or ")))));
  }

  void requirePlain(ServedAdapter adapter) {
    if (adapter.numbers().lora().dora()) {
      throw CommandFailure.refused(
          "%s is DoRA, which %s does not load: `prefmill registry export %s --format merged --to FOLDER` writes a model that needs no adapter."
              .formatted(adapter.row().modelId(), label, adapter.row().modelId()));
    }
  }

  /** What a serving process is to load. */
  public Map<String, Object> resolve(ServedAdapter adapter)
      throws IOException, InterruptedException {
    return ServingView.json(adapter, this, prepare(adapter));
  }
}
