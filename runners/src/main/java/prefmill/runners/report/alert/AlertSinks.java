package prefmill.runners.report.alert;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import prefmill.pipelines.policy.report.SinkPolicy;
import prefmill.runners.failure.CommandFailure;

/** The sinks that a policy names. */
final class AlertSinks {
  private AlertSinks() {}

  /**
   * The sinks by name, in the policy's order.
   *
   * @param log takes lines for people
   * @throws CommandFailure with the exit code of a wrong policy, if an address or a token is
   *     missing
   */
  static Map<String, AlertSink> of(List<SinkPolicy> policies, Consumer<String> log) {
    Map<String, AlertSink> sinks = new LinkedHashMap<>();
    for (SinkPolicy policy : policies) {
      AlertSink sink =
          switch (policy.kind()) {
            case LOG -> new LogSink(log);
            case FILE -> new FileSink(Path.of(policy.path()));
            case WEBHOOK -> webhook(policy);
          };
      sinks.put(policy.name(), sink);
    }
    return sinks;
  }

  private static WebhookSink webhook(SinkPolicy policy) {
    String url =
        policy.url() == null ? environment("report.sinks.url_env", policy.urlEnv()) : policy.url();
    Optional<String> token =
        Optional.ofNullable(policy.tokenEnv())
            .map(variable -> environment("report.sinks.token_env", variable));
    if (!url.matches("https?://[^/\\s]+.*")) {
      throw CommandFailure.usage(
          "The environment variable %s, named by report.sinks.url_env, holds no address: it starts with https:// or http://."
              .formatted(policy.urlEnv()));
    }
    try {
      return new WebhookSink(URI.create(url), token);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("The address of %s is none.".formatted(policy.name()));
    }
  }

  private static String environment(String key, String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw CommandFailure.usage(
          "The environment variable %s, named by %s, is not set.".formatted(variable, key));
    }
    return value.strip();
  }
}
