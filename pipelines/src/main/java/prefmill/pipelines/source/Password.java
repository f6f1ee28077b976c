package prefmill.pipelines.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import prefmill.pipelines.policy.SourcePolicy;

/** Reads a source's password from where the policy says that it lies. */
public final class Password {
  private Password() {}

  /**
   * The password; null if the policy names none.
   *
   * @param folder the policy's folder, from which a password file's path counts
   * @throws SourceException if the password is not where the policy says
   */
  public static String of(SourcePolicy source, Path folder) {
    String place = "sources." + source.name() + ".password_";
    String owner = source.kind() == SourcePolicy.Kind.KAFKA ? "broker" : "database";
    if (source.passwordEnv() != null) {
      String password = System.getenv(source.passwordEnv());
      if (password == null) {
        throw SourceException.of(
            source,
            "the environment variable %s is not set; put the %s password there (%senv)"
                .formatted(source.passwordEnv(), owner, place));
      }
      return password;
    }
    if (source.passwordFile() == null) {
      return null;
    }
    try {
      return Files.readString(folder.resolve(source.passwordFile())).strip();
    } catch (IOException e) {
      throw SourceException.of(
          source.name(),
          "the password file " + source.passwordFile() + " cannot be read; mend " + place + "file",
          e);
    }
  }
}
