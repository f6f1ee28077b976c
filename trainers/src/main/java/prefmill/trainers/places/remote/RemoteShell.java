package prefmill.trainers.places.remote;

import java.util.List;
import prefmill.trainers.training.TrainingException;

/** A way to run commands on another machine, through a program of this one. */
public interface RemoteShell {
  /** How people call the machine. */
  String name();

  /**
   * The program here that runs a command there; its stdin, stdout and exit code are the command's.
   *
   * @param words the command, word by word, whatever characters they hold
   */
  List<String> command(List<String> words);

  /** Whether an exit code says that the connection failed, and not the command. */
  boolean isLost(int exitCode);

  /** Whether a connection may be there again by itself, judged by what the program said. */
  boolean isPassing(String said);

  /** The sentence for a connection that failed, by what the program said. */
  TrainingException fault(String said);
}
