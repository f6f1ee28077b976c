package prefmill.transforms.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.fault.Fault;
import prefmill.transforms.parse.preset.Preset;

/** Rows of every preset beside the native events that they mean, and those that mean none. */
class PresetsTest {
  static final List<String> NAMES = Preset.NAMES;

  private static final Path TESTDATA = Path.of("..", "testdata", "presets");
  private static final KeyedHash HASH = KeyedHash.of(new byte[32], "support");

  @ParameterizedTest
  @FieldSource("NAMES")
  void mapsRowsToNativeEvents(String preset) throws IOException {
    assertThat(
        events(preset, TESTDATA.resolve(preset).resolve("rows.jsonl")),
        equalTo(events("native", TESTDATA.resolve(preset).resolve("events.jsonl"))));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void saysWhatIsWrongWithARow(String preset) throws IOException {
    EventParser parser = EventParser.of(Preset.named(preset), "", HASH);
    List<String> faults = new ArrayList<>();
    for (String line : Files.readAllLines(TESTDATA.resolve(preset).resolve("bad.jsonl"))) {
      Fault fault = ((Parsed.Failed) parser.parse(line.getBytes(UTF_8))).fault();
      faults.add(fault.errorClass().label() + " | " + fault.message() + " | " + fault.shape());
    }
    assertThat(
        String.join("\n", faults),
        equalTo(Files.readString(TESTDATA.resolve(preset).resolve("faults.txt")).strip()));
  }

  @Test
  void namesARowByTableKeyAndTimeOfChange() throws IOException {
    List<FeedbackEvent> rows = events("helpem", TESTDATA.resolve("helpem/rows.jsonl"));
    assertThat(
        rows.get(0).eventId(), equalTo(HASH.id("row", "feedback", "12", "1794985200123456").hex()));
    assertThat(rows.get(1).eventId(), not(equalTo(rows.get(0).eventId())));
  }

  private static List<FeedbackEvent> events(String preset, Path file) throws IOException {
    EventParser parser = EventParser.of(Preset.named(preset), "", HASH);
    List<FeedbackEvent> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Parsed parsed = parser.parse(line.getBytes(UTF_8));
      assertThat(parsed.toString(), parsed instanceof Parsed.Events);
      events.addAll(((Parsed.Events) parsed).events());
    }
    return events;
  }
}
