package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;

class MaskingProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Author ANNA = new Author("u1", "Anna Schmidt", "anna@home.example", null);

  private final PiiMasker masker = masker("0123456789abcdef");

  @Property
  void maskingWhatIsMaskedChangesNothing(@ForAll("texts") String text) {
    String masked = masker.mask(text, ANNA).text();

    assertThat(masker.mask(masked, ANNA).text(), is(masked));
  }

  @Property
  void noValueSurvivesInAnySurroundings(
      @ForAll("values") String value,
      @ForAll("around") String before,
      @ForAll("around") String behind) {
    String text = "Well" + before + value + behind + "so it is.";

    assertThat(text, masker.mask(text, ANNA).text(), not(containsString(value)));
  }

  @Property
  void aValueHasOneTokenWhereverItStands(
      @ForAll("values") String value, @ForAll("around") String around) {
    String alone = masker.mask(value, ANNA).text();

    assertThat(alone, matchesPattern("<[A-Z_]+#[0-9a-f]{16}>"));
    assertThat(masker.mask("Well " + value + around + "x", ANNA).text(), containsString(alone));
  }

  @Property
  void jsonStaysJson(@ForAll("texts") String text, @ForAll("values") String value)
      throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("text", text).put("number", 4111111111111111L).put("plain", 17);
    json.putArray("list").add(value).add(491512345678L).add(true);
    json.put(
        "nested",
        JSON.writeValueAsString(JSON.createObjectNode().put("in\n", text + "\n" + value)));
    String masked = masker.mask(JSON.writeValueAsString(json), ANNA).text();

    JsonNode read = JSON.readTree(masked);
    assertThat(read.get("plain").asInt(), is(17));
    assertThat(read.get("number").asText(), matchesPattern("<PAYMENT_CARD#[0-9a-f]{16}>"));
    assertThat(read.get("nested").asText(), not(endsWith(value + "\"}")));
  }

  @Example
  void equalValuesHaveOneTokenInAllTheirSpellings() {
    for (List<String> spellings :
        List.of(
            List.of("anna@example.com", "ANNA@Example.com", "anna＠example.com"),
            List.of("+49 151 23456789", "0151 23456789", "0049151-23456789", "+4915123456789"),
            List.of("4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111"),
            List.of("DE89370400440532013000", "de89 3704 0044 0532 0130 00"),
            List.of("2001:db8::1", "2001:0DB8:0:0:0:0:0:1"),
            List.of("00:1a:2b:3c:4d:5e", "00-1A-2B-3C-4D-5E"))) {
      List<String> tokens = spellings.stream().map(s -> masker.mask(s, ANNA).text()).toList();

      assertThat(tokens.toString(), tokens.stream().distinct().count(), is(1L));
    }
  }

  @Example
  void anotherKeyGivesAnotherToken() {
    String text = "anna@example.com";

    assertThat(
        masker("fedcba9876543210").mask(text, ANNA).text(),
        not(is(masker.mask(text, ANNA).text())));
  }

  private static PiiMasker masker(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return PiiMasker.of(MaskingRules.defaults(), KeyedHash.of(bytes, "test"));
  }

  @Provide
  Arbitrary<String> texts() {
    return SampleTexts.text();
  }

  @Provide
  Arbitrary<String> values() {
    return SampleTexts.value();
  }

  @Provide
  Arbitrary<String> around() {
    return SampleTexts.around();
  }
}
