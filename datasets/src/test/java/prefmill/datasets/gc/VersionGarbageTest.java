package prefmill.datasets.gc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.SampleAttempt;
import prefmill.datasets.store.StoreFault;

class VersionGarbageTest {
  private final Instant noGrace = Instant.now().plus(Duration.ofDays(1));

  @TempDir Path root;
  private DatasetStore store;

  @BeforeEach
  void publish() throws IOException {
    store = DatasetStore.open(root, "support");
    for (int rows = 1; rows <= 3; rows++) {
      Path attempt = store.newAttempt("run-" + rows);
      store.publish(attempt, SampleAttempt.write(attempt, rows));
    }
    Files.writeString(store.newAttempt("killed").resolve("half.parquet"), "PAR1");
    Path leftover = store.newAttempt("leftover");
    Files.writeString(leftover.resolve("manifest.json"), "{}");
    store.objects().moveFolder("attempts/leftover", "v000004-0123abcd");
    Files.writeString(store.folder().resolve("versions/.unfinished-1"), "{\"vers");
    Files.writeString(store.folder().resolve("lock"), "");
  }

  @Test
  void whatAYoungRunWritesIsSpared() throws IOException {
    Instant dayAgo = Instant.now().minus(Duration.ofHours(24));
    assertThat(VersionGarbage.of(store).before(dayAgo), empty());
    assertThat(VersionGarbage.of(store).before(noGrace), hasSize(3));
  }

  @Test
  void whereverItIsKilledTheNextOneFinishes() throws IOException {
    // seven steps, one a run
    for (int run = 0; run < 6; run++) {
      assertThat("run " + run, collect(1), is(greaterThan(1)));
      assertThat("the newest stays", store.newest().orElseThrow().number(), is(3));
      assertThat(store.verify(3), empty());
    }
    assertThat(collect(Integer.MAX_VALUE), is(1));
    assertThat(collect(Integer.MAX_VALUE), is(0));
    assertThat(VersionGarbage.of(store).before(noGrace), empty());
    assertThat(
        names(store.folder()),
        contains(
            ".lock",
            "attempts",
            "lock",
            store.version(3).folder().getFileName().toString(),
            "versions"));
    assertThat(names(store.folder().resolve("attempts")), empty());
    Exception gone = assertThrows(StoreFault.class, () -> store.version(1));
    assertThat(gone.getMessage(), is("version 1 of support was withdrawn: use version 3"));
    assertThat(store.list().get(2).successor(), is(3));
  }

  @Test
  void aSuccessorThatIsGoneLeadsToItsOwn() throws IOException {
    store.commits().withdraw(1, 2, false);
    store.commits().withdraw(2, 3, true);
    Exception gone = assertThrows(StoreFault.class, () -> store.verify(1));
    assertThat(gone.getMessage(), containsString("use version 3"));
    assertThrows(StoreFault.class, () -> store.commits().withdraw(3, 3, false));
  }

  @Test
  void aFolderThatWasCommittedMeanwhileComesBack() throws IOException {
    Path folder = store.version(2).folder();
    VersionGarbage.of(store).remove(Garbage.of(folder, "looked like garbage"));
    assertThat(store.verify(2), empty());
  }

  @Test
  void aFolderThatWasCommittedMeanwhileComesBackAfterAKillToo() throws IOException {
    Path folder = store.version(2).folder();
    String name = folder.getFileName().toString();
    store.objects().moveFolder(name, "attempts/collected-" + name);
    VersionGarbage versions = VersionGarbage.of(store);
    for (Garbage piece : versions.before(noGrace)) {
      versions.remove(piece);
    }
    assertThat(store.verify(2), empty());
    assertThat(names(store.folder().resolve("attempts")), empty());
  }

  @Test
  void aCommitThatContradictsItselfIsNamed() throws IOException {
    Path file = store.folder().resolve("versions/000002.json");
    String good = Files.readString(file);
    for (String bad :
        List.of(
            good.replace("\"version\":2", "\"version\":3"),
            good.replace("v000002", "v000003"),
            good.replaceAll("\"content_hash\":\"........", "\"content_hash\":\"00000000"),
            "{}",
            "")) {
      Durable.replace(file, bad.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Exception fault = assertThrows(StoreFault.class, () -> store.version(2));
      assertThat(fault.getMessage(), containsString(file + " is damaged"));
    }
  }

  /** Collects, but is killed before a step; returns how many steps it took. */
  private int collect(int killedBefore) throws IOException {
    int step = 0;
    Retention retention = Retention.keeping(store, 1);
    for (int version : retention.surplus()) {
      if (step++ == killedBefore) {
        return step;
      }
      retention.withdraw(version);
    }
    VersionGarbage versions = VersionGarbage.of(store);
    for (Garbage piece : versions.before(noGrace)) {
      if (step++ == killedBefore) {
        return step;
      }
      versions.remove(piece);
    }
    return step;
  }

  private static List<String> names(Path folder) throws IOException {
    try (var children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
