package prefmill.pipelines.stream.land;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.erase.Erasures;
import prefmill.transforms.keys.KeyedHash;

/** Whoever is forgotten while a stream runs does not land in it. */
class ForgottenInStreamTest {
  @TempDir private Path temp;

  @Test
  void whoeverIsForgottenDoesNotLandAnyMore() throws Exception {
    LandingTopic topic = LandingTopic.create(temp, "forgetting", "preset: native");
    KeyedHash hash = KeyedHash.of(topic.plan().key().read(), "test");
    Path dataset = topic.log().folder().getParent();
    Erasures.of(dataset).add(hash.keyId(), List.of(hash.id("user", "", "u2")));
    LandRecords records = bundleOfThree(topic);
    records.land();

    StreamReceipt receipt = StreamReceipt.read(topic.receipts().get(0));
    assertThat(receipt.segment().rows(), is(2L));
    assertThat("its message is read", receipt.next().values().iterator().next(), is(4L));
  }

  @Test
  void whoeverIsForgottenWhileABundleIsOpenDoesNotLandEither() throws Exception {
    LandingTopic topic = LandingTopic.create(temp, "late", "preset: native");
    KeyedHash hash = KeyedHash.of(topic.plan().key().read(), "test");
    LandRecords records = bundleOfThree(topic);
    Erasures.of(topic.log().folder().getParent())
        .add(hash.keyId(), List.of(hash.id("user", "", "u2")));
    Thread.sleep(11_000); // the list is asked for again every ten seconds
    records.land();
    assertThat(StreamReceipt.read(topic.receipts().get(0)).segment().rows(), is(2L));
  }

  @Test
  void whatHadLandedOfAPersonForgottenSinceGoesWhenItIsEntered() throws Exception {
    LandingTopic topic = LandingTopic.create(temp, "entered", "preset: native");
    KeyedHash hash = KeyedHash.of(topic.plan().key().read(), "test");
    LandRecords records = bundleOfThree(topic);
    records.land();
    Path landed =
        topic.log().folder().resolve(StreamReceipt.read(topic.receipts().get(0)).segment().path());
    Erasures.of(topic.log().folder().getParent())
        .add(hash.keyId(), List.of(hash.id("user", "", "u2")));
    StreamLanding landing = new StreamLanding(topic.log(), topic.plan(), hash.keyId(), List.of());

    assertThat(landing.enter(), is(3L));

    assertThat(topic.log().manifests().get(0).rows(), is(2L));
    assertThat(Files.exists(landed), is(false));
  }

  /** A bundle that is open, with a message of each of three users. */
  private static LandRecords bundleOfThree(LandingTopic topic) throws IOException {
    LandRecords records = new LandRecords(topic.source(), topic.plan());
    records.setUp();
    records.start();
    for (int i = 1; i <= 3; i++) {
      records.take(StreamLandingTest.message(i, StreamLandingTest.NATIVE.formatted(i, "So.", "")));
    }
    return records;
  }
}
