package prefmill.runners.report.alert;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import prefmill.pipelines.policy.report.ReportPolicy;
import prefmill.trainers.registry.figures.AlertRow;
import prefmill.trainers.registry.figures.AlertRows;
import prefmill.transforms.figures.DayFigures;
import prefmill.transforms.figures.alert.Alert;
import prefmill.transforms.figures.alert.AlertRules;

/**
 * Holds figures against the policy, enters what is new, and sends what is not sent yet, also of
 * earlier runs. A sink that does not take an alert fails nothing: the next round tries it again.
 */
public final class AlertRound {
  private final AlertRows table;
  private final String dataset;
  private final ReportPolicy policy;
  private final Map<String, AlertSink> sinks;
  private final Consumer<String> log;

  private AlertRound(
      AlertRows table,
      String dataset,
      ReportPolicy policy,
      Map<String, AlertSink> sinks,
      Consumer<String> log) {
    this.table = table;
    this.dataset = dataset;
    this.policy = policy;
    this.sinks = sinks;
    this.log = log;
  }

  /**
   * Rounds of a dataset.
   *
   * @param log takes lines for people
   */
  public static AlertRound of(
      AlertRows table, String dataset, ReportPolicy policy, Consumer<String> log) {
    return new AlertRound(table, dataset, policy, AlertSinks.of(policy.sinks(), log), log);
  }

  /** One round over figures as of a day. */
  public Result run(List<DayFigures> days, LocalDate today) {
    List<Alert> fresh = new ArrayList<>();
    for (Alert alert : AlertRules.alerts(policy.settings(), days, today)) {
      if (table.raise(row(alert), alert.stretch().first(), alert.stretch().last())) {
        fresh.add(alert);
      }
    }
    int unsent = table.send(dataset, List.copyOf(sinks.keySet()), this::send);
    return new Result(fresh, unsent);
  }

  private boolean send(String sink, AlertRow alert) {
    try {
      sinks.get(sink).take(alert);
      return true;
    } catch (IOException e) {
      return isLeft(sink, e.getMessage());
    } catch (RuntimeException e) {
      // its words may quote an address or a token
      return isLeft(sink, e.getClass().getSimpleName());
    }
  }

  private boolean isLeft(String sink, String why) {
    log.accept(
        "an alert was not taken by the %s: %s; the next report sends it again"
            .formatted(sink, why));
    return false;
  }

  private AlertRow row(Alert alert) {
    return new AlertRow(
        null,
        dataset,
        alert.kind().label(),
        alert.dimension().label(),
        alert.value(),
        alert.day(),
        alert.sentence(),
        alert.measured(),
        alert.expected(),
        alert.counts().events(),
        alert.counts().ups(),
        alert.counts().downs(),
        alert.examples(),
        null);
  }

  /**
   * What a round did.
   *
   * @param fresh alerts that were not told before
   * @param unsent how many alerts some sink has not taken yet
   */
  public record Result(List<Alert> fresh, int unsent) {
    public Result {
      fresh = List.copyOf(fresh);
    }
  }
}
