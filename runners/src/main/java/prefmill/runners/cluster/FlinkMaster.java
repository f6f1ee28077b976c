package prefmill.runners.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.runners.failure.CommandFailure;

/**
 * Where a Flink session cluster takes jobs.
 *
 * @param host of its job manager
 * @param port of its REST interface
 */
public record FlinkMaster(String host, int port) {
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:/\\s]+):(\\d{1,5})");
  private static final String JAR = "prefmill.cluster.jar";

  /**
   * The cluster of HOST:PORT.
   *
   * @throws CommandFailure with the exit code of a wrong usage
   */
  public static FlinkMaster parse(String address) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
      throw CommandFailure.usage(
          "--flink-master "
              + address
              + ": name host:port of the cluster's REST interface, such as flink:8081.");
    }
    return new FlinkMaster(parts.group(1), Integer.parseInt(parts.group(2)));
  }

  /** The address as Beam takes it. */
  public String address() {
    return host + ":" + port;
  }

  /**
   * The one jar that the cluster's workers run.
   *
   * @throws CommandFailure if the launcher named none, or it is not there
   */
  public static Path jar() {
    String jar = System.getProperty(JAR, "");
    if (jar.isEmpty() || !Files.isRegularFile(Path.of(jar))) {
      throw CommandFailure.failed(
          "There is no jar for the cluster%s: start prefmill by its launcher, which builds cluster/target/prefmill-cluster.jar, or pass -D%s=FILE."
              .formatted(jar.isEmpty() ? "" : " at " + jar, JAR));
    }
    return Path.of(jar);
  }
}
