package prefmill.transforms.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the scanner saves must cost nothing that the rules would find. */
class ScannerTest {
  private static final int TEXTS = 5_000;

  private final ScannerFuzz fuzz = new ScannerFuzz();

  @Property
  void findsWhatEveryRuleFindsEverywhere(@ForAll("texts") String text) {
    assertThat(fuzz.difference(text), is(nullValue()));
  }

  @Example
  void alsoOnTextsAtRandom() {
    for (long seed = 0; seed < TEXTS; seed++) {
      assertThat("seed " + seed, fuzz.difference(seed), is(nullValue()));
    }
  }

  /** Only the token far before it tells that the address is not what a URL goes on with. */
  @Example
  void alsoFarBehindATokenInARunWithoutBlanks() {
    String text = "es://9\\52;2001:db8::8ae:370:733410.11.12.13GB29NWBK60161331926819anna@e.ex";

    assertThat(fuzz.difference(text), is(nullValue()));
  }

  @Provide
  Arbitrary<String> texts() {
    return SampleTexts.text();
  }
}
