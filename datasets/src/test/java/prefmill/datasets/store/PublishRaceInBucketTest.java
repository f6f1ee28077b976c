package prefmill.datasets.store;

import java.nio.file.Path;
import prefmill.datasets.objects.Places;
import prefmill.s3server.S3Server;

class PublishRaceInBucketTest extends PublishRaceContract {
  private static int places;

  @Override
  Path emptyPlace() throws Exception {
    return Places.of(S3Server.shared().makeBucket("publish-race") + "/" + places++);
  }
}
