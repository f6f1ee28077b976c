package prefmill.trainers.places;

import java.nio.file.Path;
import java.util.List;
import prefmill.trainers.environment.ExternalBackend;

/**
 * A trainer's program with all that it needs, in a folder of its own: rows, request, the Python
 * files, links to the base model and to an adapter to go on from, and a folder for its output.
 *
 * @param key what the adapter is made from, and where it will stand; runs of one key are one run
 * @param backend whose program it is
 * @param folder an absolute path
 */
public record PlacedProgram(String key, ExternalBackend backend, Path folder) {
  public static final String REQUEST = "request.json";
  public static final String ROWS = "rows.jsonl";
  public static final String MODEL = "model";
  public static final String START = "start";
  public static final String OUTPUT = "output";
  public static final String STDOUT = "events.jsonl";
  public static final String STDERR = "stderr.txt";

  /** The command in its folder, deaf to variables and libraries of the user. */
  public List<String> command(String python) {
    return command(python, backend);
  }

  /** The command of a trainer's program in its folder. */
  public static List<String> command(String python, ExternalBackend backend) {
    return List.of(python, "-s", "-E", "-B", "run_trainer.py", backend.program(), REQUEST);
  }

  /** A file of it. */
  public Path file(String name) {
    return folder.resolve(name);
  }
}
