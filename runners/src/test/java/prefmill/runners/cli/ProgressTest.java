package prefmill.runners.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter shown = new StringWriter();
  private final PrintWriter err = new PrintWriter(shown, true);
  private final AtomicLong now = new AtomicLong();

  @Test
  void elsewhereAStageThatGoesOnIsToldEvery30Seconds() {
    try (Progress progress = Progress.elsewhere(err, now::get)) {
      progress.stage("training");
      for (int second = 1; second <= 65; second++) {
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        progress.update("step " + second);
      }
      progress.stage("evaluating");
      progress.update("at once");
    }
    assertThat(
        shown.toString().lines().toList(),
        contains(
            "[  0.0 s] training ...",
            "[ 30.0 s] training: step 30",
            "[ 60.0 s] training: step 60",
            "[ 65.0 s] evaluating ..."));
  }

  @Test
  void onATerminalNoLineWraps() {
    for (int columns : List.of(0, 30, 200)) {
      shown.getBuffer().setLength(0);
      try (Progress progress = Progress.onTerminal(err, columns, now::get)) {
        progress.stage("training ".repeat(20).strip());
        progress.update("step 7");
      }
      int width = columns == 0 ? 80 : columns;
      for (String line : shown.toString().strip().split("\r", -1)) {
        assertThat(line, line.length(), is(lessThan(width)));
      }
      assertThat(shown.toString().strip(), endsWith(columns == 200 ? "step 7" : "..."));
    }
  }
}
