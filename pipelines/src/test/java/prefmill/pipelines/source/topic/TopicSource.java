package prefmill.pipelines.source.topic;

import java.nio.file.Path;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.policy.SourcePolicy;

/** Sources of kind kafka as policies have them. */
public final class TopicSource {
  private static final String SHORT = "default.api.timeout.ms: 3000, request.timeout.ms: 1000";

  private TopicSource() {}

  /** A source of the native preset on the test's broker. */
  public static SourcePolicy of(String topic) {
    return of(topic, TestBroker.bootstrap(), "preset: native", "");
  }

  static SourcePolicy of(String topic, String bootstrap, String more, String properties) {
    String yaml =
        """
        dataset: test
        store: ./store
        masking: {key_file: ./key}
        sources:
          - {name: bus, kind: kafka, bootstrap: "%s", topic: %s, %s, properties: {%s%s}}
        """
            .formatted(bootstrap, topic, more, SHORT, properties);
    try {
      return Policy.of(yaml, Path.of("")).sources().get(0);
    } catch (PolicyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
