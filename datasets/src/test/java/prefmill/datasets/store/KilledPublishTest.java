package prefmill.datasets.store;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.objects.Places;
import prefmill.datasets.verify.VersionVerifier;
import prefmill.s3server.S3Server;

class KilledPublishTest {
  private static final int KILLED = 137;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "before-manifest, false, false",
    "after-manifest, false, false",
    "before-commit, false, false",
    "after-commit, true, false",
    "after-manifest, false, true",
    "before-commit, false, true",
    "after-commit, true, true"
  })
  void theNextRunLeavesOneWholeVersion(String failpoint, boolean committed, boolean inBucket)
      throws Exception {
    S3Server server = S3Server.shared();
    Path root = inBucket ? Places.of(server.makeBucket("killed-" + failpoint)) : folder;
    assertThat(publishUntil(failpoint, root, server), is(KILLED));
    DatasetStore store = DatasetStore.open(root, "support");
    assertThat(store.newest().isPresent(), is(committed));

    Path attempt = store.newAttempt("next");
    DraftManifest draft = SampleAttempt.write(attempt, 1);
    Publication next = store.publish(attempt, draft);
    assertThat(next.unchanged(), is(committed));
    assertThat(next.version().number(), is(1));
    assertThat(next.version().manifest().contentHash(), is(draft.contentHash()));
    assertThat(store.list().size(), is(1));
    assertThat(VersionVerifier.verify(next.version().folder()), is(empty()));
  }

  private int publishUntil(String failpoint, Path root, S3Server server)
      throws IOException, InterruptedException {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    ProcessBuilder builder =
        new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-DPREFMILL_FAILPOINT=" + failpoint,
            "-cp",
            System.getProperty("java.class.path"),
            PublishOnce.class.getName(),
            root.toString());
    builder.environment().putAll(server.environment());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start()
        .waitFor();
  }
}
