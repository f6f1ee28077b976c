package prefmill.pipelines.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** An address that can be asked over HTTP: it has a host, and a port from 1 to 65535 or none. */
public final class HttpAddress {
  private static final Pattern HTTP = Pattern.compile("https?://.*");
  private static final int NONE = -1;
  private static final int LAST_PORT = 65_535;

  private HttpAddress() {}

  /** Whether a text is one. */
  public static boolean is(String text) {
    try {
      URI address = new URI(text);
      int port = address.getPort();
      return HTTP.matcher(text).matches()
          && address.getHost() != null
          && (port == NONE || (port >= 1 && port <= LAST_PORT));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
