package prefmill.pipelines.source.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.api.Test;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.MaskingRules;

/** The log keeps the names of files, and of nobody's address more than a token. */
class KeptFileNamesTest {
  private final KeptFileNames names =
      new KeptFileNames(MaskingRules.defaults(), () -> KeyedHash.of(new byte[32], "support"));

  @Test
  void anAddressInANameIsMasked() {
    String kept = names.apply("exports/ann@example.org/1.jsonl");
    assertThat(kept, matchesPattern("exports/<EMAIL#[0-9a-f]{16}>/1\\.jsonl"));
    assertThat(names.apply("exports/ann@example.org/1.jsonl"), is(kept));
    assertThat(names.apply("exports/bob@example.org/1.jsonl"), is(not(kept)));
  }

  @Test
  void otherNamesStayAndNeedNoKey() {
    KeptFileNames keyless =
        new KeptFileNames(
            MaskingRules.defaults(),
            () -> {
              throw new AssertionError("the key was read");
            });
    for (String name :
        new String[] {"a.jsonl", "2026-11-30/part-00001.json.gz", "4539148803436467"}) {
      assertThat(keyless.apply(name), is(name));
    }
    assertThat(names.apply("2026 @ 4.jsonl"), is("2026 @ 4.jsonl"));
  }
}
