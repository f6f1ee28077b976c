package prefmill.runners.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.trainers.jobs.DatasetLock;

class CollectGarbageTest {
  @TempDir Path path;

  @Test
  void oldVersionsAndWhatNobodyNamesGo() throws IOException {
    PolicyFolder folder = PolicyFolder.of(path, List.of(thumb(1)));
    for (int i = 1; i <= 2; i++) {
      Files.writeString(path.resolve("events/" + i + ".jsonl"), thumb(i) + "\n");
      assertThat(folder.run("build", "--runner", "direct").exitCode(), is(0));
    }
    Files.writeString(path.resolve("events/3.jsonl"), thumb(3) + "\n");
    folder.run("ingest", "--runner", "direct");
    Invocation landed = folder.run("dataset", "explain", "e3");
    assertThat(landed.err(), containsString("`prefmill build` takes it up"));
    Invocation hostile = folder.run("dataset", "explain", "\u001b[2Jno");
    assertThat(hostile.err(), allOf(containsString("\\u{1b}[2Jno"), not(containsString("\u001b"))));

    Path dataset = folder.store().resolve("support");
    Path killed = dataset.resolve("events/segments/20261101T000000-killed/00000.parquet");
    Files.createDirectories(killed.getParent());
    Files.writeString(killed, "PAR1");
    assertThat(folder.run("dataset", "gc").out(), containsString("Nothing to remove"));
    folder.change("sources:", "retention: {versions: 1}\nsources:");
    Invocation dry = folder.run("dataset", "gc", "--grace", "0", "--dry-run", "--json");
    assertThat(dry.json().at("/withdrawn/0").asInt(), is(1));
    assertThat(Files.exists(killed), is(true));
    try (DatasetLock held = DatasetLock.tryAcquire(dataset).orElseThrow()) {
      assertThat(folder.run("dataset", "gc").exitCode(), is(4));
    }

    Invocation run = folder.run("dataset", "gc", "--grace", "0");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("Versions withdrawn: [1]"));
    assertThat(Files.exists(killed.getParent()), is(false));
    assertThat(folder.run("dataset", "list").out(), containsString("withdrawn"));
    for (String command : List.of("show", "verify", "diff")) {
      Invocation gone = folder.run("dataset", command, "support@1");
      assertThat(gone.err(), containsString("Version 1 of support was withdrawn: use version 2"));
    }
    assertThat(folder.run("dataset", "verify").exitCode(), is(0));
    assertThat(folder.run("build", "--runner", "direct").exitCode(), is(0));
    assertThat(folder.run("dataset", "gc", "--grace", "soon").exitCode(), is(2));
  }

  private static String thumb(int i) {
    return PolicyFolder.thumb("e" + i, "u" + i, "Where is number " + i + "?", "Over there.", "up");
  }
}
