package prefmill.transforms.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.Signal;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.fault.Fault;
import prefmill.transforms.parse.preset.Preset;
import prefmill.transforms.parse.preset.Wrapping;

/** Changes of the presets' tables as Debezium documents them, beside the rows that they are of. */
class DebeziumTest {
  private static final Path TESTDATA = Path.of("..", "testdata", "presets");
  private static final KeyedHash HASH = KeyedHash.of(new byte[32], "support");
  private static final String ROW =
      "{\"id\":12,\"user_id\":\"u1\",\"message_id\":\"m1\",\"feedback\":\"up\",\"user_message\":\"Q\","
          + "\"assistant_response\":\"A\",\"updated_at\":\"2026-11-18T07:00:00.123456Z\"}";

  @ParameterizedTest
  @CsvSource({
    "subjectchat, debezium",
    "subjectchat, debezium-without-schema",
    "helpem, debezium",
    "helpem, debezium-without-schema",
    "betabase, debezium",
    "betabase, debezium-without-schema"
  })
  void anEnvelopeAndTheRowInItAreOneEvent(String preset, String file) throws IOException {
    List<FeedbackEvent> rows =
        events(Preset.named(preset), TESTDATA.resolve(preset).resolve("rows.jsonl"));
    assertThat(
        events(wrapped(preset), TESTDATA.resolve(preset).resolve(file + ".jsonl")), equalTo(rows));
  }

  @Test
  void aDeletedRowTakesBackWhatItSaid() {
    String source = "\"source\":{\"ts_ms\":1795252000123,\"ts_us\":1795252000123456}";
    FeedbackEvent retraction =
        only("{\"op\":\"d\",\"before\":%s,\"after\":null,%s}".formatted(ROW, source));
    assertThat(retraction.body().signals(), equalTo(List.of(new Signal.Retraction(null))));
    assertThat(retraction.messageId(), equalTo("m1"));
    assertThat(retraction.author().userId(), equalTo("u1"));
    // 2026-11-18T07:00:00.123456Z, when the row said it; not when its end was committed
    assertThat(retraction.createdAt(), is(1794985200123457L));
    assertThat(retraction.body().exchange().prompt() == null, is(true));
    FeedbackEvent row = only("{\"op\":\"c\",\"before\":null,\"after\":%s}".formatted(ROW));
    assertThat(retraction.eventId(), not(equalTo(row.eventId())));

    String timeless = ROW.replaceFirst(",\"updated_at\":[^}]*", "");
    FeedbackEvent committed = only("{\"op\":\"d\",\"before\":%s,%s}".formatted(timeless, source));
    assertThat(committed.createdAt(), is(1795252000123456L));
    FeedbackEvent byMillis =
        only("{\"op\":\"d\",\"before\":%s,\"ts_ms\":1795252000123}".formatted(timeless));
    assertThat(byMillis.createdAt(), is(1795252000123999L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\":\"d\",\"before\":{\"id\":12,\"user_id\":null,\"message_id\":null},\"after\":null}",
        "{\"op\":\"d\",\"before\":null,\"after\":null}",
        "{\"op\":\"u\",\"after\":{\"id\":12,\"user_message\":\"__debezium_unavailable_value\"}}"
      })
  void aRowThatIsNotWholeIsADeadLetterThatNamesTheMend(String message) {
    Fault fault = ((Parsed.Failed) parse("helpem", message)).fault();
    assertThat(fault.errorClass().label(), is("missing_field"));
    assertThat(fault.message(), containsString("set REPLICA IDENTITY FULL on the table"));
  }

  @Test
  void aDeletedRowWithoutAMessageIsADeadLetter() {
    String message =
        "{\"op\":\"d\",\"before\":{\"id\":1,\"message_content\":\"A\",\"user_question\":\"Q\",\"rating\":1}}";
    Fault fault = ((Parsed.Failed) parse("subjectchat", message)).fault();
    assertThat(fault.message(), containsString("rows that name no message cannot be taken back"));
    assertThat(
        fault.shape(),
        is("{id:number, message_content:string, rating:number, user_question:string}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\":\"t\",\"before\":null,\"after\":null}",
        "{\"op\":\"m\",\"message\":{\"prefix\":\"p\",\"content\":\"aGk=\"}}",
        "{\"ts_ms\":1795252000123}",
        "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"ts_ms\":1795252000123}}",
        "{\"schema\":null,\"payload\":null}"
      })
  void whatIsNoRowIsNoEvent(String message) {
    assertThat(((Parsed.Events) parse("helpem", message)).events(), empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":12}", "{\"op\":\"x\",\"after\":{}}", "{\"op\":1}"})
  void whatIsNoEnvelopeIsADeadLetter(String message) {
    Fault fault = ((Parsed.Failed) parse("helpem", message)).fault();
    assertThat(fault.errorClass().label(), is("bad_value"));
    assertThat(fault.message(), containsString("take envelope out of the policy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'bytes','name':'org.apache.kafka.connect.data.Decimal','parameters':{'scale':'2'}}|'BOI='|12.5",
        "{'type':'bytes','name':'org.apache.kafka.connect.data.Decimal','parameters':{'scale':'0'}}|'DA=='|12",
        "{'type':'struct','name':'io.debezium.data.VariableScaleDecimal'}|{'scale':1,'value':'fQ=='}|12.5",
        "{'type':'struct','name':'io.debezium.data.VariableScaleDecimal'}|{'scale':-2000000000,'value':'AQ=='}|'AQ=='",
        "{'type':'int64','name':'io.debezium.time.Timestamp'}|1795252000123|'2026-11-21T09:06:40.123Z'",
        "{'type':'int64','name':'io.debezium.time.NanoTimestamp'}|1795252000123456000|'2026-11-21T09:06:40.123456Z'",
        "{'type':'int64','name':'org.apache.kafka.connect.data.Timestamp'}|1795252000123|'2026-11-21T09:06:40.123Z'",
        "{'type':'int32','name':'io.debezium.time.Date'}|20778|'2026-11-21'",
        "{'type':'string','name':'io.debezium.data.Json'}|'[1, {}]'|[1,{}]",
        "{'type':'string','name':'io.debezium.data.Uuid'}|'7f3c0d9a'|'7f3c0d9a'",
        "{'type':'int64'}|1795252000123|1795252000123"
      },
      quoteCharacter = '`')
  void valuesAreReadByTheNamesOfTheirSchemas(String schema, String value, String read) {
    String column = schema.replaceFirst("}$", ",'field':'v'}");
    String envelope =
        ("{'schema':{'fields':[{'field':'after','fields':[%s]}]},"
                + "'payload':{'op':'c','after':{'v':%s}}}")
            .formatted(column, value)
            .replace('\'', '"');
    String mapping =
        "{\"prompt\": \"Q\", \"response\": \"A\", \"action_data\": {\"v\": v},"
            + " \"signal\": {\"kind\": \"thumb\", \"value\": \"up\"}}";
    Preset preset = Preset.mapping(mapping).in(Wrapping.DEBEZIUM);
    FeedbackEvent event =
        ((Parsed.Events) EventParser.of(preset, "", HASH).parse(envelope.getBytes(UTF_8)))
            .events()
            .get(0);
    assertThat(event.body().labels().actionData(), is("{\"v\":" + read.replace('\'', '"') + "}"));
  }

  private static FeedbackEvent only(String message) {
    List<FeedbackEvent> events = ((Parsed.Events) parse("helpem", message)).events();
    assertThat(events.size(), is(1));
    return events.get(0);
  }

  private static Parsed parse(String preset, String message) {
    return EventParser.of(wrapped(preset), "", HASH).parse(message.getBytes(UTF_8));
  }

  private static Preset wrapped(String preset) {
    return Preset.named(preset).in(Wrapping.DEBEZIUM);
  }

  private static List<FeedbackEvent> events(Preset preset, Path file) throws IOException {
    EventParser parser = EventParser.of(preset, "", HASH);
    List<FeedbackEvent> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Parsed parsed = parser.parse(line.getBytes(UTF_8));
      assertThat(parsed.toString(), parsed instanceof Parsed.Events);
      events.addAll(((Parsed.Events) parsed).events());
    }
    return events;
  }
}
