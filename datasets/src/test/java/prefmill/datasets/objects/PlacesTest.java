package prefmill.datasets.objects;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  @Test
  void aDiskHasAnEndAndABucketHasNone(@TempDir Path folder) throws IOException {
    assertThat(Places.room(folder), greaterThan(0L));
    assertThat(Places.room(folder), lessThan(Long.MAX_VALUE));
    assertThat(Places.room(Places.of("s3://feedback/prefmill")), is(Long.MAX_VALUE));
  }
}
