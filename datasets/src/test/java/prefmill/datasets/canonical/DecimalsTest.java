package prefmill.datasets.canonical;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, 0.0",
    "1, 1.0",
    "-1.5, -1.5",
    "0.1, 0.1",
    "0.000001, 0.000001",
    "0.333333, 0.333333",
    "1234567, 1234567.0",
    "2e23, 200000000000000000000000.0",
    "1e-7, 0.0000001",
    "0.30000000000000004, 0.30000000000000004"
  })
  void decimalsAreTheShortestWithoutExponent(double number, String text) {
    assertThat(Decimals.plain(number), is(text));
  }

  @Property
  void everyDecimalReadsBack(@ForAll double number) {
    assertThat(Double.parseDouble(Decimals.plain(number)) == number, is(true));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Decimals.plain(Double.NaN));
  }
}
