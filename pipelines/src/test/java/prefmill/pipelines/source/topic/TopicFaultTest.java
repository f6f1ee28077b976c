package prefmill.pipelines.source.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;

class TopicFaultTest {
  private static final List<byte[]> THREE =
      List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8), "c".getBytes(UTF_8));
  private static final String PLAIN = ", security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN";

  @TempDir Path folder;

  @Test
  void anExpiredOffsetStopsWithPositionAndChoices() {
    TestBroker.create("expired", 1, Map.of());
    TestBroker.send("expired", 1, THREE);
    Map<String, String> last = plan(TopicSource.of("expired"), Map.of()).positions();
    TestBroker.send("expired", 1, THREE);
    TopicPlan whole = plan(TopicSource.of("expired"), last);
    TestBroker.expire("expired", 0, 4);

    assertMessage(
        TopicSource.of("expired"),
        last,
        "source bus: expired-0 no longer has the records from offset 3 on, which were not read"
            + " yet (it begins at 4 now)");
    SourceException e =
        assertThrows(
            SourceException.class,
            () -> RangeConsumer.read(whole.access(), whole.ranges().get(0), r -> {}));
    assertThat(e.getMessage(), containsString("expired-0 no longer has the records from offset 3"));
    assertThat(e.getMessage(), containsString("kind jsonl"));
    assertThat(e.getMessage(), containsString("give sources.bus another name"));
  }

  @Test
  void whatANewPartitionLostBeforeItWasReadIsAGapToo() {
    TestBroker.create("gained", 1, Map.of());
    TestBroker.send("gained", 1, THREE);
    Map<String, String> last = plan(TopicSource.of("gained"), Map.of()).positions();
    TestBroker.grow("gained", 2);
    TestBroker.send("gained", 2, THREE);
    assertThat(plan(TopicSource.of("gained"), last).ranges().size(), is(2));
    TestBroker.expire("gained", 1, 1);
    assertMessage(
        TopicSource.of("gained"),
        last,
        "source bus: gained-1 no longer has the records from offset 0 on, which were not read yet"
            + " (it begins at 1 now)");
  }

  @Test
  void aTopicThatWasMadeAnewIsNotReadOn() {
    TestBroker.create("anew", 1, Map.of());
    TestBroker.send("anew", 1, THREE);
    Map<String, String> last = plan(TopicSource.of("anew"), Map.of()).positions();
    TestBroker.delete("anew");
    TestBroker.create("anew", 1, Map.of());
    TestBroker.send("anew", 1, THREE);

    assertMessage(TopicSource.of("anew"), last, "source bus: the topic anew is another one");
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    assertMessage(
        TopicSource.of("nowhere"),
        Map.of(),
        "source bus: there is no topic nowhere at " + TestBroker.bootstrap());
  }

  @Test
  void brokersThatAreNotThereAreNamed() {
    String closed = "127.0.0.1:1";
    assertMessage(
        TopicSource.of("any", closed, "preset: native", ""),
        Map.of(),
        "source bus: the brokers at 127.0.0.1:1 cannot be reached");
    assertMessage(
        TopicSource.of("any", "no.such.host.invalid:9092", "preset: native", ""),
        Map.of(),
        "source bus: the brokers at no.such.host.invalid:9092 cannot be reached");
  }

  @Test
  void theUserLogsInWithThePasswordOfTheFile() throws Exception {
    TestBroker.create("guarded", 1, Map.of());
    TestBroker.send("guarded", 1, THREE);
    Files.writeString(folder.resolve("right"), TestBroker.PASSWORD + "\n");
    Files.writeString(folder.resolve("wrong"), "another\n");

    TopicPlan plan = plan(guarded("user: reader, password_file: %s", "right", PLAIN), Map.of());
    int[] records = {0};
    RangeConsumer.read(plan.access(), plan.ranges().get(0), r -> records[0]++);
    assertThat(records[0], is(3));

    assertMessage(
        guarded("user: reader, password_file: %s", "wrong", PLAIN),
        Map.of(),
        "source bus: the brokers at " + TestBroker.saslBootstrap() + " refuse to log in");
  }

  @Test
  void settingsMayComeFromAFile() throws Exception {
    TestBroker.create("filed", 1, Map.of());
    TestBroker.send("filed", 1, THREE);
    Files.writeString(
        folder.resolve("client.properties"),
        """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
        username="reader" password="a \\\\"secret\\\\" of the broker";
        """);
    TopicPlan plan = plan(guarded("properties_file: %s", "client.properties", ""), Map.of());
    assertThat(plan.ranges().size(), is(1));
  }

  private SourcePolicy guarded(String login, String file, String properties) {
    String topic = login.startsWith("user") ? "guarded" : "filed";
    return TopicSource.of(
        topic,
        TestBroker.saslBootstrap(),
        "preset: native, " + login.formatted(folder.resolve(file)),
        properties);
  }

  private static TopicPlan plan(SourcePolicy source, Map<String, String> last) {
    return TopicPlan.of(source, Path.of(""), last);
  }

  private static void assertMessage(SourcePolicy source, Map<String, String> last, String begin) {
    SourceException e = assertThrows(SourceException.class, () -> plan(source, last));
    assertThat(e.getMessage(), startsWith(begin));
    assertThat(e.getMessage(), not(containsString("secret")));
  }
}
