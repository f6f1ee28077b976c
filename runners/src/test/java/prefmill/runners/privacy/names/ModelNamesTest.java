package prefmill.runners.privacy.names;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.names.NamesPolicy;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.cli.RealPython;
import prefmill.transforms.mask.names.NameRecogniser;
import prefmill.transforms.mask.names.NameRecogniser.Bearer;
import prefmill.transforms.mask.names.NameRecogniser.Name;

/** A model that the real transformers trained and read, on DJL. */
@Tag("python")
class ModelNamesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TEXTS =
      List.of(
          "Anna Schmidt lives in Berlin.",
          "😀 Zoë Okafor met Bruno Rossi and Jürgen in Porto 😀, from Lagos.",
          "it was the code in my call",
          "Bruno-Nowak and Turin");

  @TempDir static Path shared;
  private static Path model;

  @BeforeAll
  static void train() throws Exception {
    Path texts = Files.writeString(shared.resolve("texts.json"), JSON.writeValueAsString(TEXTS));
    model = shared.resolve("names");
    Path errors = shared.resolve("stderr");
    int status =
        RealPython.script("prefmill.python", "names_model.py", model, texts)
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    assertThat(Files.readString(errors), status, is(0));
  }

  @Test
  void findsWhatTransformersFinds() throws Exception {
    NameRecogniser names = open(model);
    JsonNode expected = JSON.readTree(model.resolve("expected.json").toFile());
    int found = 0;
    for (int i = 0; i < TEXTS.size() - 1; i++) {
      List<Name> wanted = new ArrayList<>();
      for (JsonNode each : expected.get(i)) {
        wanted.add(name(TEXTS.get(i), each));
      }
      assertThat(TEXTS.get(i), names.find(TEXTS.get(i)), is(wanted));
      found += wanted.size();
    }
    assertThat(found, is(7));
  }

  @Test
  void namesJoinedByAHyphenAreOneAndAWordIsMaskedWhole() {
    assertThat(
        open(model).find(TEXTS.get(3)),
        is(List.of(new Name(Bearer.PERSON, 0, 11), new Name(Bearer.PLACE, 16, 21))));
    assertThat(open(model).find("see Annas code"), is(List.of(new Name(Bearer.PERSON, 4, 9))));
  }

  @Test
  void readsATextToItsEndThatIsLongerThanTheModelTakes() {
    String text = "the code in my call fails . ".repeat(400) + TEXTS.get(0);
    int start = text.length() - TEXTS.get(0).length();

    List<Name> names = open(model).find(text);

    assertThat(text.length(), is(greaterThan(10_000)));
    assertThat(
        names,
        is(
            List.of(
                new Name(Bearer.PERSON, start, start + 12),
                new Name(Bearer.PLACE, start + 22, start + 28))));
  }

  @Test
  void aPolicyNamesTheFolder(@TempDir Path path) throws Exception {
    PolicyFolder folder = PolicyFolder.of(path, List.of());
    folder.change(
        "{key_file: masking.key}",
        "{key_file: masking.key, names: {model_folder: %s}}".formatted(model));

    Invocation run = folder.run("mask", TEXTS.get(0));

    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out().strip(), is("<PERSON_1> lives in <PLACE_1>."));
    assertThat(
        folder.run("mask", "--explain", TEXTS.get(0)).out(), containsString("name recogniser"));
    assertThat(folder.run("doctor").out(), containsString("names"));
  }

  @Test
  void whatIsNoModelIsSaidBeforeARun(@TempDir Path path) throws Exception {
    PolicyFolder folder = PolicyFolder.of(path, List.of());
    folder.change(
        "{key_file: masking.key}", "{key_file: masking.key, names: {model_folder: events}}");

    Invocation check = folder.run("check");
    assertThat(check.exitCode(), is(2));
    assertThat(
        check.err(), allOf(containsString("masking.names.model_folder"), containsString("*.pt")));

    for (String file : List.of("model.pt", "tokenizer.json", "config.json")) {
      Files.writeString(path.resolve("events").resolve(file), "{}");
    }
    Invocation run = folder.run("mask", "Anna");
    assertThat(run.exitCode(), is(1));
    assertThat(run.err(), allOf(containsString("cannot be loaded"), containsString("djl-convert")));
  }

  private static NameRecogniser open(Path folder) {
    return new NamesPolicy(null, folder.toString(), "en", 0.5).source().open();
  }

  private static Name name(String text, JsonNode expected) {
    int start = text.offsetByCodePoints(0, expected.get(1).asInt());
    int end = text.offsetByCodePoints(0, expected.get(2).asInt());
    Bearer bearer = expected.get(0).asText().equals("PER") ? Bearer.PERSON : Bearer.PLACE;
    return new Name(bearer, start, end);
  }
}
