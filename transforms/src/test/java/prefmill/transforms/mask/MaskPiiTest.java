package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.transforms.coders.RecordCoder;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.KeyedHash;

class MaskPiiTest {
  private static final String SECRET = "a-key-of-more-than-16-bytes";

  @TempDir Path folder;

  @Test
  void masksEveryEventWithTheKeyReadOnTheWorker() throws IOException {
    MaskingKey key = key(SECRET + "\n");
    FeedbackEvent event = event("Write to anna@example.com");
    Pipeline pipeline = Pipeline.create();
    PAssert.that(
            pipeline
                .apply(Create.of(event).withCoder(RecordCoder.of(FeedbackEvent.class)))
                .apply(MaskPii.of(MaskingRules.defaults(), () -> key.hash("support"), List.of())))
        .containsInAnyOrder(
            EventMasker.of(
                    MaskingRules.defaults(),
                    KeyedHash.of(SECRET.getBytes(StandardCharsets.UTF_8), "support"),
                    List.of())
                .maskEvent(event));

    assertThat(pipeline.run().waitUntilFinish().name(), is("DONE"));
  }

  @Test
  void theKeyItselfIsNeverSerialised() throws IOException {
    MaskingKey key = key(SECRET);
    byte[] sent = SerializableUtils.serializeToByteArray(key);

    assertThat(new String(key.read(), StandardCharsets.UTF_8), is(SECRET));
    assertThat(new String(sent, StandardCharsets.ISO_8859_1), not(containsString(SECRET)));
  }

  @Test
  void aMissingOrShortKeyIsOneClearSentence() throws IOException {
    assertThat(
        fault(MaskingKey.ofEnv("PREFMILL_NO_SUCH_KEY")),
        containsString("the environment variable PREFMILL_NO_SUCH_KEY holds no masking key"));
    assertThat(fault(MaskingKey.ofFile("no/such/file")), containsString("no/such/file cannot be"));
    assertThat(fault(key("short")), containsString("has 5 bytes; it needs at least 16"));
    assertThrows(IllegalArgumentException.class, () -> new MaskingKey("A", "b", List.of()));
  }

  @Test
  void anUnknownPhoneRegionIsRefused() {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class, () -> new MaskingRules(Map.of(), List.of("Germany")));

    assertThat(fault.getMessage(), containsString("the phone region Germany is unknown"));
  }

  private static String fault(MaskingKey key) {
    return assertThrows(IllegalStateException.class, key::read).getMessage();
  }

  private MaskingKey key(String text) throws IOException {
    return MaskingKey.ofFile(Files.writeString(folder.resolve("key"), text).toString());
  }

  private static FeedbackEvent event(String prompt) {
    Exchange exchange = new Exchange(null, List.of(), null, List.of(), prompt, "Gladly.");
    List<Signal> signals = List.of(new Signal.Thumb(Polarity.UP));
    Body body = new Body(exchange, null, null, null, Labels.NONE, null, false, signals);
    return new FeedbackEvent(null, "e1", "", Author.UNKNOWN, null, "m1", 1, 2, body);
  }
}
