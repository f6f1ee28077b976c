package prefmill.trainers.places;

import java.io.IOException;
import java.util.Optional;

/** A program that runs at a place. Closing it ends its whole tree of processes within 10 s. */
public interface PlacedRun extends AutoCloseable {
  /** Its name at the place, for people who look for it there; empty on this machine. */
  Optional<String> name();

  /**
   * The next line of stdout; empty when it has ended. All lines are kept in the program's folder.
   */
  Optional<String> nextLine() throws IOException, InterruptedException;

  /**
   * Waits for the end; 128 and the signal's number if a signal ended it. The program's folder holds
   * its stderr and what it left in its output folder then.
   */
  int exitCode() throws IOException, InterruptedException;

  /**
   * Removes what the run left at its place, once its adapter is safe or known to be unusable. Where
   * the place cannot be reached, a later run there removes it.
   */
  void discard() throws IOException, InterruptedException;

  /** Ends the run, if it has not ended. */
  @Override
  void close();
}
