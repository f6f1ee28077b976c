package prefmill.transforms.coders;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Candidate;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.Message;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;

class RecordCoderTest {
  record Mixed(
      int a, Long b, Double c, Boolean d, List<String> e, Set<String> f, Polarity g, Signal h) {}

  record Odd(Thread thread) {}

  @Test
  void readsBackWhatItWrote() throws Exception {
    Mixed value =
        new Mixed(
            -7,
            1L << 40,
            0.1,
            false,
            Arrays.asList("", null, "\ud83d\ude00"),
            Set.of("x"),
            Polarity.DOWN,
            new Signal.Choice(
                List.of(new Candidate(null, "a"), new Candidate("m", "b")),
                Signal.Choice.TIE,
                0.5));
    RecordCoder<Mixed> coder = RecordCoder.of(Mixed.class);
    assertThat(CoderUtils.clone(coder, value), equalTo(value));
  }

  @Test
  void keepsAbsentApartFromEmpty() throws Exception {
    Mixed value = new Mixed(0, null, null, null, null, null, null, null);
    assertThat(CoderUtils.clone(RecordCoder.of(Mixed.class), value), equalTo(value));
  }

  @Test
  void carriesWholeEventsAfterBeingShipped() throws Exception {
    FeedbackEvent event =
        new FeedbackEvent(
            null,
            "e1",
            "",
            new FeedbackEvent.Author("u", "Ann", null, null),
            "c",
            null,
            5,
            FeedbackEvent.NO_TIME,
            new Body(
                new Exchange(
                    "sys", List.of(new Message("user", "hi")), "[]", List.of("d"), "p", "r"),
                "m",
                null,
                "org",
                Labels.NONE,
                true,
                false,
                List.of(new Signal.Thumb(Polarity.UP), new Signal.Correction("better"))));
    RecordCoder<FeedbackEvent> shipped =
        SerializableUtils.clone(RecordCoder.of(FeedbackEvent.class));
    assertThat(CoderUtils.clone(shipped, event), equalTo(event));
  }

  @Test
  void isOneCoderPerClass() {
    assertThat(RecordCoder.of(Mixed.class), is(RecordCoder.of(Mixed.class)));
    assertThat(RecordCoder.of(Mixed.class), not(RecordCoder.of(FeedbackEvent.class)));
  }

  @Test
  void refusesUnknownTypesAtOnce() {
    assertThrows(IllegalArgumentException.class, () -> RecordCoder.of(Odd.class));
  }
}
