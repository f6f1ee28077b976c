package prefmill.runners.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What this build is: the version that Maven gave it. */
public final class BuildInfo implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"prefmill " + version()};
  }

  /** The version, as in the parent pom. */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in =
        BuildInfo.class.getResourceAsStream("/prefmill/runners/build.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
