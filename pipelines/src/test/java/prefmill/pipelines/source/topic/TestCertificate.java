package prefmill.pipelines.source.topic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate of 127.0.0.1 that nobody signed, made by the JDK's keytool.
 *
 * @param keystore the key with its certificate, PKCS #12
 * @param pem the certificate alone
 */
record TestCertificate(Path keystore, Path pem) {
  static final String PASSWORD = "of the test's keystore";

  static TestCertificate create() {
    try {
      Path folder = Files.createTempDirectory("prefmill-certificate");
      TestCertificate made =
          new TestCertificate(folder.resolve("broker.p12"), folder.resolve("broker.pem"));
      made.keytool(
          "-genkeypair -keyalg RSA -keysize 2048 -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -validity 2");
      made.keytool("-exportcert -rfc -file " + made.pem);
      return made;
    } catch (IOException e) {
      throw new IllegalStateException("the JDK's keytool cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keytool(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ", -1)));
    command.addAll(List.of("-alias", "broker", "-keystore", keystore.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool fails: " + arguments);
    }
  }
}
