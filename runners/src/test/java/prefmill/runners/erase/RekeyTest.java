package prefmill.runners.erase;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;

/** A masking key is replaced: all is as if both keys had been there from the beginning. */
class RekeyTest {
  private static final Pattern KEY = Pattern.compile("\\{key_(?:env|file): [^}]*}");

  @TempDir Path path;
  @TempDir Path fresh;

  @Test
  void logAndErasuresAreCarriedOver() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", lines(1));
    shop.arrives("2.jsonl", Shop.forgotten(1));
    shop.build();
    shop.forget();
    shop.arrives("3.jsonl", List.of("{\"broken\": ", lines(40).get(0)));
    shop.build();
    String before = shop.pseudonym();
    Matcher token = Pattern.compile("<EMAIL#[0-9a-f]{16}>").matcher(shop.words());
    assertThat(token.find(), is(true));

    replaceKey(shop);
    Invocation refused = shop.tried("build", "--runner", "direct");
    assertThat(refused.exitCode(), is(not(0)));
    assertThat(refused.err(), containsString("run `prefmill rekey`"));
    JsonNode carried = shop.run("rekey", "--json").json();

    assertThat(carried.at("/events").asInt(), is(21));
    assertThat(carried.at("/erasures").asInt(), is(1));
    assertThat(shop.words(), not(containsString(token.group())));
    JsonNode built = shop.run("build", "--runner", "direct", "--json").json();
    assertThat(shop.holding(before), is(empty()));
    Shop both = Shop.in(fresh);
    replaceKey(both);
    both.arrives("1.jsonl", lines(1));
    both.arrives("3.jsonl", List.of("{\"broken\": ", lines(40).get(0)));
    JsonNode expected = both.build().json();
    assertThat(built.at("/counts"), is(expected.at("/counts")));
    assertThat(built.at("/content_hash"), is(expected.at("/content_hash")));

    // what arrives again changes nothing, nor who was forgotten, nor a second time
    shop.arrives("4.jsonl", lines(1));
    shop.arrives("5.jsonl", Shop.forgotten(1));
    shop.arrives("6.jsonl", List.of("{\"broken\": "));
    JsonNode again = shop.build().json();
    assertThat(again.at("/content_hash"), is(expected.at("/content_hash")));
    assertThat(again.at("/counts/used"), is(expected.at("/counts/used")));
    assertThat(shop.run("rekey", "--json").json().at("/events").asInt(), is(0));
    ForgetTest.nothingIsLeft(shop);
    shop.run("dataset", "verify");
  }

  @Test
  void personIsForgottenInVersionsOfTheOldKey() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", lines(1));
    shop.arrives("2.jsonl", Shop.forgotten(1));
    shop.build();
    replaceKey(shop);
    shop.run("rekey");

    JsonNode forgot = shop.forget().json();

    assertThat(forgot.at("/withdrawn").toString(), is("[1]"));
    ForgetTest.nothingIsLeft(shop);
  }

  /** What others say, an address among it. */
  static List<String> lines(int first) {
    List<String> lines = new ArrayList<>(Shop.others(first));
    lines.set(0, lines.get(0).replace("is yes", "is known to arthur@dent.example"));
    return lines;
  }

  /** Puts a next key into the policy, in the place of the one that is there. */
  static void replaceKey(Shop shop) throws Exception {
    Path config = shop.folder().config();
    Matcher key = KEY.matcher(Files.readString(config));
    assertThat(key.find(), is(true));
    Path next = Files.writeString(shop.folder().path().resolve("next.key"), "the next masking key");
    shop.folder()
        .change(key.group(), "{key_file: %s, previous_keys: [%s]}".formatted(next, key.group()));
  }
}
