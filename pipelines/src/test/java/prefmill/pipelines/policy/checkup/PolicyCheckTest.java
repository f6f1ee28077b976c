package prefmill.pipelines.policy.checkup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.policy.yaml.Fault;

class PolicyCheckTest {
  @TempDir Path folder;

  @Test
  void aPolicyWhoseFilesAreThereIsSound() throws Exception {
    Files.writeString(folder.resolve("key"), "0123456789abcdef");
    Files.createDirectory(folder.resolve("events"));
    Path file =
        policy(
            """
            dataset: support
            store: ./store/deep/below
            masking: {key_file: key}
            sources:
              - {name: app, kind: jsonl, preset: native, path: "events/**/*.jsonl"}
              - {name: db, kind: postgres, preset: helpem, url: "jdbc:postgresql://db/app", password_env: DB_PASSWORD}
            """);

    assertThat(PolicyCheck.check(file, Map.of("DB_PASSWORD", "x")::get).dataset(), is("support"));
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() throws Exception {
    Files.writeString(folder.resolve("file"), "");
    Files.writeString(folder.resolve("key"), "short");
    Path file =
        policy(
            """
            dataset: support
            store: file/store
            masking: {key_file: key}
            sources:
              - {name: app, kind: jsonl, preset: native, path: "nowhere/*.jsonl"}
              - {name: db, kind: postgres, preset: helpem, url: "jdbc:postgresql://db/app", password_env: DB_PASSWORD}
              - {name: db2, kind: postgres, preset: helpem, url: "jdbc:postgresql://db/app", password_file: pw}
            training: {base_model: model}
            registry: {url: "jdbc:postgresql://db/app", password_env: REGISTRY_PASSWORD}
            """);

    List<Fault> faults =
        assertThrows(PolicyException.class, () -> PolicyCheck.check(file, name -> null)).faults();

    assertThat(
        faults.stream().map(fault -> fault.line() + " " + fault.path()).toList(),
        contains(
            "2 store",
            "3 masking.key_file",
            "5 sources[0].path",
            "6 sources[1].password_env",
            "7 sources[2].password_file",
            "8 training.base_model",
            "9 registry.password_env"));
    assertThat(faults.get(1).message(), containsString("needs at least 16"));
    assertThat(faults.get(2).message(), containsString(folder.resolve("nowhere").toString()));
  }

  @Test
  void anUnsetKeyIsNamed() throws Exception {
    Files.createDirectory(folder.resolve("events"));
    Path file =
        policy(
            """
            dataset: support
            store: ./store
            masking: {key_env: PREFMILL_NO_SUCH_VARIABLE}
            sources: [{name: app, kind: jsonl, preset: native, path: "events"}]
            """);

    String message =
        assertThrows(PolicyException.class, () -> PolicyCheck.check(file)).getMessage();

    assertThat(
        message, startsWith(file + " line 3: masking.key_env gives no key: the environment"));
  }

  @Test
  void aMissingFileIsAnsweredByInit() {
    String message =
        assertThrows(PolicyException.class, () -> PolicyCheck.check(folder.resolve("none.yaml")))
            .getMessage();

    assertThat(message, containsString("does not exist; write one with `prefmill init"));
  }

  private Path policy(String yaml) throws IOException {
    return Files.writeString(folder.resolve("prefmill.yaml"), yaml);
  }
}
