package prefmill.runners.training.attempt;

import java.time.Duration;
import java.util.Locale;
import prefmill.trainers.training.StepReport;

/**
 * How fast an attempt goes: the mean since it began, over the steps that it took itself.
 *
 * @param tokensPerSecond read, prompts included
 * @param remainingSeconds until the last step
 */
public record Pace(double tokensPerSecond, double remainingSeconds) {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;

  /**
   * The pace after a step.
   *
   * @param taken how many steps the attempt has taken, those of earlier attempts not counted
   * @param time how long it has taken for them
   */
  static Pace of(StepReport report, int taken, Duration time) {
    double secondsPerStep = Math.max(1e-3, time.toNanos() / 1e9) / taken;
    double tokensPerStep = (double) report.tokens() / report.step();
    return new Pace(tokensPerStep / secondsPerStep, secondsPerStep * (report.of() - report.step()));
  }

  /** A time for people: 48 s, 12 min, 3 h 5 min. */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 2 * SECONDS_PER_MINUTE) {
      return whole + " s";
    }
    long minutes = Math.round(seconds / SECONDS_PER_MINUTE);
    return whole < SECONDS_PER_HOUR
        ? minutes + " min"
        : minutes / SECONDS_PER_MINUTE + " h " + minutes % SECONDS_PER_MINUTE + " min";
  }

  /** For a terminal. */
  String text() {
    return String.format(
        Locale.ROOT, "%,.0f tokens/s, %s left", tokensPerSecond, time(remainingSeconds));
  }
}
