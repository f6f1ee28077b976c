package prefmill.trainers.external;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import prefmill.trainers.training.Progress;
import prefmill.trainers.training.StepReport;
import prefmill.trainers.training.TrainingException;

/** What an attempt has said so far. */
final class RunLog {
  private final String trainer;
  private final int sent;
  private final List<StepReport> reports = new ArrayList<>();
  private int used;
  private int tooLong;
  private boolean done;
  private TrainerEvent error;

  /** The log of an attempt that was sent so many rows. */
  RunLog(String trainer, int sent) {
    this.trainer = trainer;
    this.sent = sent;
  }

  /**
   * Takes an event.
   *
   * @throws TrainingException if the trainer would leave out rows without a word
   */
  void take(TrainerEvent event, Progress progress) {
    switch (event.kind()) {
      case "ready" -> ready(event);
      case "log" -> {
        reports.add(event.step());
        if (!event.isEarlier()) {
          progress.step(event.step());
        }
      }
      case "checkpoint" -> progress.checkpoint();
      case "done" -> done = true;
      case "error" -> error = event;
      default -> {
        // start and cancelled are told by steps and the exit code
      }
    }
  }

  private void ready(TrainerEvent event) {
    used = event.whole("used");
    tooLong = event.whole("too_long");
    if (used + tooLong != sent) {
      throw new TrainingException(
          "%s would train on %d of %d rows without a word on the other %d: %s."
              .formatted(
                  trainer,
                  used,
                  sent - tooLong,
                  sent - tooLong - used,
                  "leave out chats whose turns do not alternate, or take another training.trainer"));
    }
  }

  boolean isDone() {
    return done;
  }

  Optional<TrainerEvent> error() {
    return Optional.ofNullable(error);
  }

  int used() {
    return used;
  }

  int tooLong() {
    return tooLong;
  }

  /** Every step of the run, those of earlier attempts first. */
  List<StepReport> reports() {
    return Collections.unmodifiableList(reports);
  }

  /** How many steps the run has, as far as it is known. */
  int steps() {
    return reports.isEmpty() ? 0 : reports.get(reports.size() - 1).of();
  }

  /** The last step that was taken, 0 before the first. */
  int lastStep() {
    return reports.isEmpty() ? 0 : reports.get(reports.size() - 1).step();
  }
}
