package prefmill.pipelines.policy.report;

/**
 * A place that takes alerts; what its kind does not know is null.
 *
 * @param kind what it is
 * @param path the file's absolute path
 * @param url the webhook's address
 * @param urlEnv environment variable that holds the address
 * @param tokenEnv environment variable that holds a bearer token
 */
public record SinkPolicy(Kind kind, String path, String url, String urlEnv, String tokenEnv) {
  /** The kinds of sinks. */
  public enum Kind {
    /** Standard error. */
    LOG,
    /** One JSON line an alert. */
    FILE,
    /** A POST of JSON over HTTP. */
    WEBHOOK
  }

  /** What tells it apart from the policy's others, without secrets. */
  public String name() {
    return switch (kind) {
      case LOG -> "log";
      case FILE -> "file " + path;
      case WEBHOOK -> "webhook " + (url == null ? "$" + urlEnv : url);
    };
  }
}
