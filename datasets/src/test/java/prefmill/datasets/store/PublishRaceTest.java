package prefmill.datasets.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PublishRaceTest extends PublishRaceContract {
  @TempDir Path folder;

  @Override
  Path emptyPlace() {
    return folder;
  }
}
