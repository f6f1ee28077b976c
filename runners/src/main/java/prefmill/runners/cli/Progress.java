package prefmill.runners.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line for every stage: redrawn in place on a terminal, where it is cut to the terminal's
 * width; plain lines elsewhere, there at most every 30 seconds for a stage that goes on.
 */
public final class Progress implements AutoCloseable {
  private static final int NO_TERMINAL = 0;
  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 20;
  private static final String CUT = "...";
  private static final long BETWEEN_LINES = Duration.ofSeconds(30).toNanos();

  private final PrintWriter err;
  private final int columns;
  private final LongSupplier nanos;
  private final long began;
  private long told;
  private int drawn;
  private String stage;

  private Progress(PrintWriter err, int columns, LongSupplier nanos) {
    this.err = err;
    this.columns = columns;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /** A display on a terminal of the usual width, or on what is not one. */
  public static Progress of(PrintWriter err, boolean terminal) {
    return new Progress(err, terminal ? USUAL_COLUMNS : NO_TERMINAL, System::nanoTime);
  }

  /** A display on a terminal of so many columns; if there are few, they are not known. */
  static Progress onTerminal(PrintWriter err, int columns) {
    return onTerminal(err, columns, System::nanoTime);
  }

  static Progress onTerminal(PrintWriter err, int columns, LongSupplier nanos) {
    return new Progress(err, columns < FEWEST_COLUMNS ? USUAL_COLUMNS : columns, nanos);
  }

  static Progress elsewhere(PrintWriter err, LongSupplier nanos) {
    return new Progress(err, NO_TERMINAL, nanos);
  }

  /** A new stage began; the one before is done. */
  public void stage(String what) {
    endLine();
    stage = what;
    told = nanos.getAsLong();
    if (columns > 0) {
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

  /** The current stage got further. */
  public void update(String detail) {
    if (stage == null) {
      return;
    }
    if (columns > 0) {
      draw(stage + ": " + detail);
    } else if (nanos.getAsLong() - told >= BETWEEN_LINES) {
      told = nanos.getAsLong();
      err.println(clock() + stage + ": " + detail);
      err.flush();
    }
  }

  @Override
  public void close() {
    endLine();
    err.flush();
  }

  private void draw(String text) {
    String whole = clock() + text;
    // a line that reaches the last column may wrap, and what has wrapped is not drawn over
    String line =
        whole.length() < columns ? whole : whole.substring(0, columns - 1 - CUT.length()) + CUT;
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
    return String.format(Locale.ROOT, "[%5.1f s] ", (nanos.getAsLong() - began) / 1e9);
  }
}
