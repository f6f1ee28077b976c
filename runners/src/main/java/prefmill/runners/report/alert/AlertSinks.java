package prefmill.runners.report.alert;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import prefmill.pipelines.policy.HttpAddress;
import prefmill.pipelines.policy.report.SinkPolicy;
import prefmill.runners.failure.CommandFailure;

/** The sinks that a policy names. */
final class AlertSinks {
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

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
    if (!HttpAddress.is(url)) {
      throw CommandFailure.usage(
          "The environment variable %s, named by report.sinks.url_env, holds no address such as https://host/path."
              .formatted(policy.urlEnv()));
    }
    if (token.isPresent() && !VISIBLE.matcher(token.get()).matches()) {
      throw CommandFailure.usage(
          "The environment variable %s, named by report.sinks.token_env, holds no token: one line of visible ASCII characters."
              .formatted(policy.tokenEnv()));
    }
    return new WebhookSink(URI.create(url), token);
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
