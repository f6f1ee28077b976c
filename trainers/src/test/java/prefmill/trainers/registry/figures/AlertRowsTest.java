package prefmill.trainers.registry.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import prefmill.trainers.registry.TestDatabase;

class AlertRowsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");
  private static final List<String> SINKS = List.of("log", "hook");

  private final TestDatabase database = TestDatabase.create();
  private final AlertRows alerts = AlertRows.of(database.registry());
  private final List<String> taken = new ArrayList<>();

  @Test
  void isRaisedOnceWhateverItsNumbersAreByThen() {
    assertThat(alerts.raise(alert("maths", 0.7)), is(true));
    assertThat(alerts.raise(alert("maths", 0.6)), is(false));
    assertThat(alerts.raise(alert("music", 0.6)), is(true));
    List<AlertRow> newest = alerts.newest("support", 5);
    assertThat(newest.stream().map(AlertRow::value).toList(), contains("music", "maths"));
    assertThat(newest.get(1).measured(), is(0.7));
    assertThat(newest.get(1).exampleIds(), contains("e1", "e2"));
    assertThat(alerts.newest("sales", 5), empty());
  }

  @Test
  void isSentUntilEverySinkTookItAndToEachOnce() {
    alerts.raise(alert("maths", 0.7));
    assertThat(
        alerts.send("support", SINKS, (sink, alert) -> take(sink, !sink.equals("hook"))), is(1));
    assertThat(alerts.send("support", SINKS, (sink, alert) -> take(sink, true)), is(0));
    assertThat(alerts.send("support", SINKS, (sink, alert) -> take(sink, true)), is(0));
    assertThat(taken, contains("log yes", "hook no", "hook yes"));
  }

  @Test
  void twoAtOnceSendItOnce() throws Exception {
    alerts.raise(alert("maths", 0.7));
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch passed = new CountDownLatch(1);
    Thread slow =
        new Thread(
            () ->
                alerts.send(
                    "support",
                    SINKS,
                    (sink, alert) -> {
                      sending.countDown();
                      return take(sink, await(passed));
                    }));
    slow.start();
    await(sending);
    assertThat(alerts.send("support", SINKS, (sink, alert) -> take("second " + sink, true)), is(0));
    passed.countDown();
    slow.join();
    assertThat(taken, contains("log yes", "hook yes"));
  }

  private boolean take(String sink, boolean took) {
    taken.add(sink + (took ? " yes" : " no"));
    return took;
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AlertRow alert(String subject, double rate) {
    return new AlertRow(
        null,
        "support",
        "below_target",
        "subject",
        subject,
        DAY,
        "approval is low",
        rate,
        0.8,
        10,
        7,
        3,
        List.of("e1", "e2"),
        null);
  }
}
