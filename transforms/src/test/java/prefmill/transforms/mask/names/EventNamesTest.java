package prefmill.transforms.mask.names;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Body;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.event.Labels;
import prefmill.transforms.event.Polarity;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.EventMasker;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.names.NameRecogniser.Bearer;
import prefmill.transforms.mask.names.NameRecogniser.Name;

/** What a recogniser found in one text of an event is masked in all of them. */
class EventNamesTest {
  private static final Pattern INTRODUCED = Pattern.compile("(?:Dear|Mr) (\\p{L}+(?: \\p{L}+)?),");
  private final EventMasker masker =
      EventMasker.of(
          new MaskingRules(
              Map.of(), List.of("US"), List.of(), true, () -> EventNamesTest::introduced),
          KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "test"),
          List.of());

  private static List<Name> introduced(String text) {
    List<Name> names = new ArrayList<>();
    Matcher found = INTRODUCED.matcher(text);
    while (found.find()) {
      names.add(new Name(Bearer.PERSON, found.start(1), found.end(1)));
    }
    return names;
  }

  @Test
  void aNameOfSeveralWordsIsMaskedInAnyCase() {
    assertThat(response("Dear Zoë Okafor, hello", "ZOË  OKAFOR and zoë"), is("<PERSON> and zoë"));
  }

  @Test
  void aNameOfOneWordIsMaskedAsItIsWrittenUnlessItIsACommonWord() {
    assertThat(response("Mr Nowak, Mr Will,", "Nowak nowak Will"), is("<PERSON> nowak Will"));
  }

  @Test
  void theNamesOfAnEventAreNobodysInTheNext() {
    response("Mr Nowak,", "");

    assertThat(response("hello", "Nowak"), is("Nowak"));
  }

  @Test
  void anEventMayNameMany() {
    StringBuilder prompt = new StringBuilder();
    for (char c = 'a'; c <= 'z'; c++) {
      prompt.append("Mr X").append(c).append(c).append(", ").append("Mr Z").append(c).append(c);
      prompt.append(" Q").append(c).append(", ");
    }

    assertThat(response(prompt.toString(), "Xcc ZDD QD"), is("<PERSON> <PERSON>"));
  }

  private String response(String prompt, String response) {
    Exchange exchange = new Exchange(null, List.of(), null, List.of(), prompt, response);
    Body body =
        new Body(
            exchange,
            "m",
            null,
            null,
            Labels.NONE,
            null,
            false,
            List.of(new Signal.Thumb(Polarity.UP)));
    FeedbackEvent event = new FeedbackEvent("e1", null, "", Author.UNKNOWN, "c", "m", 1, 1, body);
    return masker.maskEvent(event).body().exchange().response().replaceAll("#[0-9a-f]{16}", "");
  }
}
