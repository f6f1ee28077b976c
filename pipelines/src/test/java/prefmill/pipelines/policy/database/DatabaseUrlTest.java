package prefmill.pipelines.policy.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;

/** An address of a database that no connection could be made with is a fault of the policy. */
class DatabaseUrlTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//127.0.0.1:99999/x",
        "//127.0.0.1:0/x",
        "//db:port/x",
        "//db",
        "//db/a/b",
        "//db/%zz",
        "/x",
        "//db/x?sslmode=%zz"
      })
  void addressThatTheDriverCannotReadIsNone(String rest) throws Exception {
    refused(rest, "is no address of a Postgres database");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "///", "//db/", "//db:5432/?sslmode=require", "?sslmode=require"})
  void addressWithoutADatabaseIsHalfOfOne(String rest) throws Exception {
    refused(rest, "names no database");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socketFactory",
        "socketFactoryArg",
        "sslfactory",
        "sslfactoryarg",
        "sslhostnameverifier",
        "sslpasswordcallback",
        "authenticationPluginClassName",
        "xmlFactoryFactory",
        "loggerFile",
        "loggerLevel",
        "service",
        "PGHOST",
        "PGPORT",
        "PGDBNAME",
        "sslmod",
        "SSLMODE"
      })
  void settingsThatNameClassesOrFilesAreNotAPolicys(String name) throws Exception {
    refused("//db/x?" + name + "=y", "sets " + name + ", which");
    refused("//db/x?sslmode=require&" + name + "=y", "sets " + name + ", which");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket%46actory=y", "=y", "&sslmode=require"})
  void settingOfNoPlainNameIsNone(String setting) throws Exception {
    refused("//db/x?" + setting, "a setting that has no name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//db/x",
        "//db:5432/x?",
        "///x",
        "x",
        "//[::1]:5432/x",
        "//one:1,two:2/x?targetServerType=primary",
        "//db/x?sslmode=verify-full&sslrootcert=/etc/ca.pem&socketTimeout=60"
      })
  void addressesThatWorkAreTaken(String rest) throws Exception {
    Policy policy = Policy.load(policy("jdbc:postgresql:" + rest));
    assertThat(policy.registry().orElseThrow().url(), is("jdbc:postgresql:" + rest));
  }

  @Test
  void sourceIsReadByTheSameRules() throws Exception {
    Path file = folder.resolve("prefmill.yaml");
    Files.writeString(
        file,
        """
        dataset: test
        store: ./store
        masking: {key_file: key}
        sources:
          - {name: app, kind: postgres, preset: subjectchat, url: "jdbc:postgresql://db:70000/x"}
        """);
    PolicyException refused = assertThrows(PolicyException.class, () -> Policy.load(file));
    assertThat(refused.getMessage(), containsString("sources[0].url"));
    assertThat(refused.getMessage(), containsString("is no address of a Postgres database"));
  }

  private void refused(String rest, String words) throws IOException {
    Path file = policy("jdbc:postgresql:" + rest);
    PolicyException refused = assertThrows(PolicyException.class, () -> Policy.load(file));
    assertThat(refused.getMessage(), containsString("registry.url"));
    assertThat(refused.getMessage(), containsString(words));
  }

  private Path policy(String url) throws IOException {
    return Files.writeString(
        folder.resolve("prefmill.yaml"),
        """
        dataset: test
        store: ./store
        masking: {key_file: key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: events.jsonl}
        registry: {url: "%s"}
        """
            .formatted(url));
  }
}
