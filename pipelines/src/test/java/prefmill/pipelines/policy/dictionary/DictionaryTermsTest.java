package prefmill.pipelines.policy.dictionary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;

class DictionaryTermsTest {
  @TempDir Path folder;

  @Test
  void theTermsOfPolicyAndFileAreMaskedAndDecideTheHash() throws Exception {
    Path file = Files.writeString(folder.resolve("staff.txt"), "# staff\nAnna Schmidt\n\n Bert \n");
    Policy policy = policy("{terms: [Acme], file: staff.txt}");
    String hash = policy.policyHash();

    assertThat(policy.masking().dictionary(), contains("Acme", "Anna Schmidt", "Bert"));
    assertThat(policy.masking().rules().dictionary(), contains("Acme", "Anna Schmidt", "Bert"));
    assertThat(policy("{terms: [Bert, Anna Schmidt, Acme]}").policyHash(), is(hash));
    assertThat(policy("{terms: []}").policyHash(), is(policy("{}").policyHash()));
    Files.writeString(file, "Anna Schmidt\n");
    assertThat(policy("{terms: [Acme], file: staff.txt}").policyHash(), is(not(hash)));
  }

  @Test
  void everyFaultNamesItsPlaceAndNoTerm() throws IOException {
    Files.writeString(folder.resolve("staff.txt"), "Anna\n??!\n");
    Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, 'b'});
    String many =
        IntStream.range(0, 200_001).mapToObj(i -> "t" + i).collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("many.txt"), many);

    assertThat(
        fault("{terms: [Acme, \"??!\", x], file: none.txt}"),
        is(
            "line 3: masking.dictionary.terms[1] is a term that cannot be looked for; write 2 to 100"
                + " characters, a letter or digit among them.\n"
                + "line 3: masking.dictionary.terms[2] is a term that cannot be looked for; write 2"
                + " to 100 characters, a letter or digit among them.\n"
                + "line 3: masking.dictionary.file leads to "
                + folder.resolve("none.txt")
                + ", which does not exist; create or correct it."));
    assertThat(fault("{file: staff.txt}"), containsString("whose line 2 cannot be looked for"));
    assertThat(fault("{file: staff.txt}"), not(containsString("??!")));
    assertThat(fault("{file: latin.txt}"), containsString("is not UTF-8 text"));
    assertThat(fault("{file: many.txt}"), containsString("more than 200,000 terms"));
    assertThat(fault("{file: .}"), containsString("cannot be read"));
    assertThat(fault("{fiel: x}"), containsString("did you mean `file`?"));
  }

  private String fault(String dictionary) {
    return assertThrows(PolicyException.class, () -> policy(dictionary)).faults().stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  private Policy policy(String dictionary) throws PolicyException {
    return Policy.of(
        """
        dataset: support
        store: ./store
        masking: {key_env: K, dictionary: %s}
        sources: [{name: app, kind: jsonl, preset: native, path: a}]
        """
            .formatted(dictionary),
        folder);
  }
}
