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
    assertThat(raise(alert("maths", 0.7)), is(true));
    assertThat(raise(alert("maths", 0.6)), is(false));
    assertThat(raise(alert("music", 0.6)), is(true));
    List<AlertRow> newest = alerts.newest("support", 5);
    assertThat(newest.stream().map(AlertRow::value).toList(), contains("music", "maths"));
    assertThat(newest.get(1).measured(), is(0.7));
    assertThat(newest.get(1).exampleIds(), contains("e1", "e2"));
    assertThat(alerts.newest("sales", 5), empty());
  }

  @Test
  void oneOfADayOfItsStretchIsTheSame() {
    AlertRow alert = alert("maths", 0.7);
    LocalDate day = alert.day();
    assertThat(raise(alert), is(true));
    AlertRow earlier = alert("maths", 0.6, day.minusDays(3));
    assertThat(alerts.raise(earlier, day.minusDays(3), day), is(false));
    assertThat(alerts.raise(earlier, day.minusDays(3), day.minusDays(1)), is(true));
  }

  @Test
  void isSentUntilEverySinkTookItAndToEachOnce() {
    raise(alert("maths", 0.7));
    assertThat(
        alerts.send("support", SINKS, (sink, alert) -> take(sink, !sink.equals("hook"))), is(1));
    assertThat(alerts.send("support", SINKS, (sink, alert) -> take(sink, true)), is(0));
    assertThat(alerts.send("support", SINKS, (sink, alert) -> take(sink, true)), is(0));
    assertThat(taken, contains("log yes", "hook no", "hook yes"));
  }

  @Test
  void twoAtOnceSendItOnce() throws Exception {
    raise(alert("maths", 0.7));
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

  private boolean raise(AlertRow alert) {
    return alerts.raise(alert, alert.day(), alert.day());
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
    return alert(subject, rate, DAY);
  }

  private static AlertRow alert(String subject, double rate, LocalDate day) {
    return new AlertRow(
        null,
        "support",
        "below_target",
        "subject",
        subject,
        day,
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
