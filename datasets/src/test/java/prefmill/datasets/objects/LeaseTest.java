package prefmill.datasets.objects;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import prefmill.s3server.S3Server;

class LeaseTest {
  private static final Duration GIVEN_UP = Duration.ofSeconds(3);

  @Test
  void isHeldByOneAsLongAsThatLives() throws Exception {
    Path place = Places.of(S3Server.shared().makeBucket("leases") + "/a/lock");
    assertThat(Lease.holder(place), is(Optional.empty()));
    try (Lease held = Lease.tryTake(place, "first", GIVEN_UP).orElseThrow()) {
      assertThat(Lease.tryTake(place, "second", GIVEN_UP).isPresent(), is(false));
      assertThat(Lease.holder(place), is(Optional.of("first")));
    }
    assertThat(Files.exists(place), is(false));
    Lease.tryTake(place, "second", GIVEN_UP).orElseThrow().close();
  }

  @Test
  void ofOneThatWasKilledIsTakenOver() throws Exception {
    Path place = Places.of(S3Server.shared().makeBucket("leases") + "/b/lock");
    Files.writeString(place, "killed\n");
    try (Lease taken = Lease.tryTake(place, "next", GIVEN_UP).orElseThrow()) {
      assertThat(Lease.holder(place), is(Optional.of("next")));
    }
  }
}
