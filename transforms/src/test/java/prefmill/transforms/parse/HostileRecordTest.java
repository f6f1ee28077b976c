package prefmill.transforms.parse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.not;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.parse.fault.Fault;
import prefmill.transforms.parse.preset.Preset;

/** Records that no one should send; none of them may be quoted. */
class HostileRecordTest {
  private static final String CANARY = "ann@example.org";
  private static final EventParser PARSER =
      EventParser.of(Preset.named("native"), "", KeyedHash.of(new byte[32], "support"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"prompt":"ann@example.org                        | bad_json
          {"prompt":"ann@example.org"} {"prompt":"x"}       | bad_json
          {"prompt":NaN,"user_email":"ann@example.org"}     | bad_json
          {"prompt":-Infinity}                              | bad_json
          {"prompt":"a","user_id":"ann@example.org","prompt":"b"} | bad_json
          {"ann@example.org":1,"ann@example.org":2}         | bad_json
          {'prompt':'ann@example.org'}                      | bad_json
          {"prompt":"a\tann@example.org",}                  | bad_json
          ann@example.org                                   | bad_json
          "ann@example.org"                                 | not_an_object
          ["ann@example.org"]                               | not_an_object
          null                                              | not_an_object
          {"prompt":"ann@example.org \\ud800 x"}            | bad_text
          {"prompt":"ann@example.org \\udc00\\ud800"}       | bad_text
          {"prompt":"ann@example.org \\u0000"}              | bad_text
          {"\\u0000ann@example.org":1}                      | bad_text
          {"value":1e999,"user_id":"ann@example.org"}       | bad_value
          {"prompt":{"ann@example.org":1}}                  | missing_field
          {}                                                | missing_field
          """)
  void isADeadLetter(String text, String errorClass) {
    assertFault(text.getBytes(UTF_8), errorClass);
  }

  @Test
  void bytesThatAreNoUtf8AreADeadLetter() {
    String text = "{\"prompt\":\"" + CANARY + " é\"}";
    byte[] utf8 = text.getBytes(UTF_8);
    assertFault(text.getBytes(ISO_8859_1), "bad_utf8");
    assertFault(text.getBytes(UTF_16), "bad_utf8");
    assertFault(Arrays.copyOf(utf8, utf8.length - 3), "bad_utf8");
    assertFault("{}".getBytes(Charset.forName("UTF-32LE")), "bad_json");
    assertFault(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, "bad_utf8");
  }

  @Test
  void aByteOrderMarkWithinAFileIsADeadLetter() {
    assertFault("\uFEFF{\"prompt\":\"p\"}".getBytes(UTF_8), "bad_json");
  }

  @Test
  void nestingHasALimit() {
    assertFault(nested(10_000), "too_deep");
    assertFault(nested(100), "too_deep");
    assertFault(nested(99), "missing_field");
  }

  @Test
  void identifiersAndLabelsHaveALimit() {
    String form =
        "{\"prompt\":\"p\",\"response\":\"r\",\"%s\":\"%s\","
            + "\"signal\":{\"kind\":\"thumb\",\"value\":\"up\"}}";
    for (String field : List.of("event_id", "user_id", "message_id", "category")) {
      assertThat(
          PARSER.parse(form.formatted(field, "x".repeat(1_000)).getBytes(UTF_8)),
          instanceOf(Parsed.Events.class));
      assertFault(form.formatted(field, CANARY.repeat(70)).getBytes(UTF_8), "bad_value");
    }
  }

  @Test
  void wholeSurrogatePairsAndLongNumbersAreText() {
    Parsed parsed =
        PARSER.parse(
            ("{\"user_id\":123456789012345678901234567890,\"prompt\":\"\\ud83d\\ude00 😀\","
                    + "\"response\":\"r\",\"signal\":{\"kind\":\"thumb\",\"value\":\"up\"}}")
                .getBytes(UTF_8));
    assertThat(parsed, instanceOf(Parsed.Events.class));
    var event = ((Parsed.Events) parsed).events().get(0);
    assertThat(event.body().exchange().prompt(), equalTo("😀 😀"));
    assertThat(event.author().userId(), equalTo("123456789012345678901234567890"));
  }

  @Test
  void aLargeRecordIsKnownByItsHashAlone() {
    long length = RawRecord.MAX_LENGTH + 1L;
    RawRecord record = new RawRecord("s", "f", 1, 0, length, new byte[32]);
    assertThat(
        ((Parsed.Failed) PARSER.parse(record)).fault().errorClass().label(), equalTo("too_large"));
  }

  @Property(tries = 2000)
  void anyBytesAreADeadLetterAtWorst(@ForAll byte[] bytes) {
    assertThat(PARSER.parse(bytes), instanceOf(Parsed.Failed.class));
  }

  @Test
  void aMappingThatFailsOrNeverEndsIsADeadLetterAndTellsNoValue() {
    Map<String, String> expressions =
        Map.of(
            "$number(prompt)", "fails",
            "$error(prompt)", "fails",
            "nothing", "gives nothing",
            "[]", "gives nothing",
            "prompt", "gives no object",
            "{\"promt\": prompt}", "gives fields that a native event does not have",
            "($f := function($x) { $f($x + 1) }; $f(0))", "takes more than 100000 steps",
            "($f := function($x) { 1 + $f($x + 1) }; $f(0))", "recurs too deeply",
            "{\"created_at\": $now()}", "fails",
            "{\"arm\": $string($random())}", "fails");
    expressions.forEach(
        (expression, what) -> {
          EventParser parser =
              EventParser.of(Preset.mapping(expression), "", KeyedHash.of(new byte[32], "support"));
          Parsed parsed = parser.parse(("{\"prompt\":\"" + CANARY + "\"}").getBytes(UTF_8));
          assertThat(expression, parsed, instanceOf(Parsed.Failed.class));
          Fault fault = ((Parsed.Failed) parsed).fault();
          assertThat(expression, fault.errorClass().label(), equalTo("unmapped"));
          assertThat(fault.message(), containsString(what));
          assertThat(fault.toString(), not(containsString(CANARY)));
        });
  }

  private static byte[] nested(int depth) {
    return ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8);
  }

  private static void assertFault(byte[] bytes, String errorClass) {
    Parsed parsed = PARSER.parse(bytes);
    assertThat(parsed, instanceOf(Parsed.Failed.class));
    Fault fault = ((Parsed.Failed) parsed).fault();
    assertThat(fault.toString(), fault.errorClass().label(), equalTo(errorClass));
    assertThat(fault.toString(), not(containsString("example")));
  }
}
