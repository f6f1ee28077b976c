package prefmill.runners.serve;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import prefmill.runners.failure.CommandFailure;
import prefmill.trainers.adapter.PeftAdapter;

/** llama.cpp's own program that turns an adapter in PEFT's layout into a GGUF file. */
public final class GgufConverter {
  /** Names the program where it is not on the PATH. */
  static final String VARIABLE = "PREFMILL_CONVERT_LORA_TO_GGUF";

  private static final String PROGRAM = "convert_lora_to_gguf.py";

  private final Map<String, String> environment;

  private GgufConverter(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The program that an environment names or has on its PATH. */
  public static GgufConverter of(Map<String, String> environment) {
    return new GgufConverter(environment);
  }

  /** What it is called with for an adapter. */
  List<String> command(Path program, ServedAdapter adapter, Path file) {
    List<String> command = new ArrayList<>();
    if (!Files.isExecutable(program)) {
      command.add("python3");
    }
    command.add(program.toString());
    command.addAll(List.of("--base", adapter.row().baseModel()));
    command.addAll(List.of("--outfile", file.toString(), adapter.folder().toString()));
    return command;
  }

  /**
   * The adapter as a GGUF file beside its other files, named by its rank, scale and numbers; made
   * unless it is there. Whoever may read the adapter may read it.
   *
   * @throws CommandFailure if there is no such program, which says how to get it, or if it fails
   */
  Path file(ServedAdapter adapter) throws IOException, InterruptedException {
    String content = adapter.numbers().contentHash().substring(0, 16);
    Path file = adapter.folder().resolve("adapter-" + content + ".gguf");
    if (Files.exists(file)) {
      return file;
    }
    Path program = find().orElseThrow(() -> CommandFailure.failed(missing(adapter, file)));
    Path partial = Files.createTempFile(adapter.folder(), "adapter-", ".gguf");
    Path said = Files.createTempFile("convert-lora", ".log");
    try {
      Process process =
          new ProcessBuilder(command(program, adapter, partial))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (process.waitFor() != 0 || Files.size(partial) == 0) {
        throw CommandFailure.failed(
            "%s could not convert %s; its last words: %s"
                .formatted(program, adapter.row().modelId(), lastLine(said)));
      }
      Files.setPosixFilePermissions(
          partial, Files.getPosixFilePermissions(adapter.folder().resolve(PeftAdapter.WEIGHTS)));
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } finally {
      Files.deleteIfExists(partial);
      Files.deleteIfExists(said);
    }
  }

  /** The program; empty if it is not there. */
  Optional<Path> find() {
    String named = environment.get(VARIABLE);
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isRegularFile);
    }
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(PROGRAM))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private String missing(ServedAdapter adapter, Path file) {
    return "%s is not there: it comes with llama.cpp's sources (github.com/ggml-org/llama.cpp); put it on the PATH or name it in %s. It is run as: %s"
        .formatted(PROGRAM, VARIABLE, ShellWords.of(command(Path.of(PROGRAM), adapter, file)));
  }

  private static String lastLine(Path said) throws IOException {
    List<String> lines = Files.readAllLines(said).stream().filter(l -> !l.isBlank()).toList();
    return lines.isEmpty() ? "none" : lines.get(lines.size() - 1);
  }
}
