package prefmill.transforms.mask.text;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import prefmill.transforms.event.FeedbackEvent.Author;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;
import prefmill.transforms.mask.PiiMasker;

/** No spelling hides a value, and equal values have equal tokens in any of them. */
class SpellingProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Author ANNA = new Author("u1", "Anna Schmidt", "anna@home.example", null);
  private static final List<String> VALUES =
      List.of(
          "anna.b+tag@sub.example.com",
          "anna@home.example",
          "Anna Schmidt",
          "+49 151 23456789",
          "(415) 555-2671",
          "4111 1111 1111 1111",
          "5500-0000-0000-0004",
          "DE89 3704 0044 0532 0130 00",
          "10.11.12.13",
          "2001:db8::8a2e:370:7334",
          "00:1a:2b:3c:4d:5e",
          "123-45-6789",
          "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
          "AKIAIOSFODNN7EXAMPLE");

  private final PiiMasker masker =
      PiiMasker.of(
          MaskingRules.defaults(),
          KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "test"));

  @Property
  void aValueHasOneTokenInEverySpelling(
      @ForAll("values") String value,
      @ForAll Spelling spelling,
      @ForAll("before") String before,
      @ForAll("after") String after) {
    String text = before + spelling.of(value) + after;

    assertThat(text, masked(text), is(before + masked(value) + after));
  }

  @Property
  void onlySomeCharactersMayBeSpelledOut(
      @ForAll("values") String value, @ForAll Spelling spelling, @ForAll int which) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      String c = value.substring(i, i + 1);
      text.append((which >> (i % Integer.SIZE) & 1) == 0 ? c : spelling.of(c));
    }

    assertThat(text.toString(), masked("so " + text + " is"), is("so " + masked(value) + " is"));
  }

  @Property
  void jsonStaysJson(@ForAll("values") String value, @ForAll Spelling spelling) throws IOException {
    String spelled = spelling.of(value);
    String nested = JSON.writeValueAsString(List.of(spelled, "C:\\new\\u", 7));
    String json = JSON.writeValueAsString(List.of(spelled, nested, 4111111111111111L));

    var read = JSON.readTree(masked(json));
    assertThat(json, read.get(0).asText(), is(masked(value)));
    assertThat(json, JSON.readTree(read.get(1).asText()).get(0).asText(), is(masked(value)));
  }

  @Example
  void aSignThatIsSpelledOutEndsNoSecret() {
    for (String secret : List.of("abcdefgh%26ijk1", "abc%20def1gh%2Fij")) {
      assertThat(masked("https://x.org/?password=" + secret), not(containsString("ij")));
    }
    assertThat(masked("postgres://u:p1%2Fss%40w@db/x"), not(containsString("ss")));
  }

  @Example
  void whatOnlyLooksEncodedStays() {
    for (String text :
        List.of(
            "100% sure, 5%20 off, printf(\"%40s %02d\")",
            "R&D &nosuch; &#xFFFFFFFF; &# &; % %4 %zz %C3%28",
            "a=1&lang=en&copy=2&amp;&amp;amp;",
            "&lt;EMAIL_1&gt; and %3CEMAIL%230123456789abcdef%3E")) {
      assertThat(masked(text), is(text));
    }
  }

  private String masked(String text) {
    return masker.mask(text, ANNA).text();
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(VALUES);
  }

  @Provide
  Arbitrary<String> before() {
    return Arbitraries.of("", "so ", "(", "\"", "\n", "100% of ", "R&D: ", "\\n", "ü ");
  }

  @Provide
  Arbitrary<String> after() {
    return Arbitraries.of("", " is", ")", "\"", "\n", "; %", " &c.", "\\n", " ü");
  }
}
