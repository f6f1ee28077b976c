package prefmill.runners.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;

/** What the registry's commands say to words that mean nothing to them. */
class RegistryUsageTest {
  private TwoNights nights;

  @BeforeEach
  void prepare() throws Exception {
    nights = TwoNights.get();
  }

  @Test
  void noHistoryOfWhatWasNeverThere() {
    usage("holds no adapter nope", "registry", "history", "nope");
    assertThat(nights.json("registry", "history", "support").path("adapters").size(), is(2));
    Invocation own = nights.folder().say("registry", "history");
    assertThat(own.exitCode(), is(0));
    assertThat(own.out(), not(containsString("no adapter yet")));
  }

  @Test
  void anAliasIsOneThatAPolicyCouldName() {
    for (String alias : List.of("x y'\";--", "", " ", "Prod", "a".repeat(101), "sup\nport")) {
      for (String[] command : new String[][] {{"promote"}, {"rollback"}, {"evaluate"}}) {
        usage("--alias", "registry", command[0], "--alias=" + alias);
      }
    }
  }

  @Test
  void whoDecidesHasANameOfOneLine() {
    for (String actor :
        List.of("", "  ", "ann\nbob", "\u001b[2Jann", "ann\u2028bob", "ann\u0000")) {
      usage("--actor", "registry", "promote", "support@0.1.0", "--actor=" + actor);
      usage("--actor", "registry", "rollback", "--actor=" + actor);
    }
  }

  @Test
  void exportsNeitherNowhereNorIntoTheAdapterItself(@TempDir Path temporary) throws Exception {
    Path adapter = Path.of(nights.json("registry", "resolve").path("adapter_uri").asText());
    Path link = Files.createSymbolicLink(temporary.resolve("link"), adapter);
    usage("--to names no folder", "registry", "export", "--format", "peft", "--to=");
    for (Path into :
        List.of(
            adapter.resolve("copy"),
            link.resolve("deep/er"),
            adapter.resolve("../" + adapter.getFileName() + "/copy"))) {
      usage("files of support@0.1.0", "registry", "export", "--format", "peft", "--to=" + into);
    }
    try (Stream<Path> files = Files.list(adapter)) {
      assertThat(files.noneMatch(file -> file.endsWith("copy") || file.endsWith("deep")), is(true));
    }
  }

  private void usage(String words, String... command) {
    Invocation refused = nights.run(command);
    assertThat(String.join(" ", command) + ": " + refused.err(), refused.exitCode(), is(2));
    assertThat(refused.err(), containsString(words));
  }
}
