package prefmill.pipelines.source.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;

/** Brokers behind TLS are read if their certificate is trusted, and else a person is told. */
class TrustedTopicTest {
  private static final String REFUSED =
      "source bus: no trusted connection can be made to the brokers at "
          + TestBroker.tlsBootstrap();

  @TempDir Path folder;

  @BeforeAll
  static void send() {
    TestBroker.create("trusted", 1, Map.of());
    TestBroker.send("trusted", 1, List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8)));
  }

  @Test
  void readsFromBrokersWhoseCertificateIsTrusted() throws Exception {
    TopicPlan plan = plan("ssl.truststore.location=" + TestBroker.certificate());
    int[] records = {0};
    RangeConsumer.read(plan.access(), plan.ranges().get(0), r -> records[0]++);
    assertThat(records[0], is(2));
  }

  @Test
  void aCertificateThatNobodyTrustsIsToldWithItsMend() throws Exception {
    Path another = TestCertificate.create().pem();
    for (String settings :
        List.of(
            "ssl.truststore.location=" + another,
            "ssl.truststore.location=" + folder.resolve("nowhere.pem"),
            "ssl.truststore.location=" + Files.writeString(folder.resolve("empty.pem"), "none"))) {
      SourceException e = assertThrows(SourceException.class, () -> plan(settings), settings);
      assertThat(e.getMessage(), startsWith(REFUSED));
    }
  }

  private TopicPlan plan(String settings) throws Exception {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, "security.protocol=SSL\nssl.truststore.type=PEM\n" + settings + "\n");
    SourcePolicy source =
        TopicSource.of(
            "trusted", TestBroker.tlsBootstrap(), "preset: native, properties_file: " + file, "");
    return TopicPlan.of(source, Path.of(""), Map.of());
  }
}
