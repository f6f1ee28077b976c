package prefmill.runners.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** One line for every stage: redrawn in place on a terminal, plain lines elsewhere. */
public final class Progress implements AutoCloseable {
  private final PrintWriter err;
  private final boolean terminal;
  private final long began = System.nanoTime();
  private int drawn;
  private String stage;

  private Progress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** A display on a terminal, or on what is not one. */
  public static Progress of(PrintWriter err, boolean terminal) {
    return new Progress(err, terminal);
  }

  /** A new stage began; the one before is done. */
  public void stage(String what) {
    endLine();
    stage = what;
    if (terminal) {
      draw(what + " ...");
    } else {
      err.println(clock() + what + " ...");
    }
  }

  /** Something that stays to be read. */
  public void note(String line) {
    endLine();
    err.println(clock() + line);
  }

  /** The current stage got further; shown on a terminal only. */
  public void update(String detail) {
    if (terminal && stage != null) {
      draw(stage + ": " + detail);
    }
  }

  @Override
  public void close() {
    endLine();
    err.flush();
  }

  private void draw(String text) {
    String line = clock() + text;
    err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    err.flush();
    drawn = line.length();
  }

  private void endLine() {
    if (drawn > 0) {
      err.println();
      drawn = 0;
    }
  }

  private String clock() {
    return String.format(Locale.ROOT, "[%5.1f s] ", (System.nanoTime() - began) / 1e9);
  }
}
