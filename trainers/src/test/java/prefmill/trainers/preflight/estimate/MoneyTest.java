package prefmill.trainers.preflight.estimate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "0.005, 0.005",
    "0.00528, 0.0053",
    "0.09999, 0.10",
    "0.2749, 0.27",
    "4, 4.00",
    "1234.567, 1234.57",
    "0.00000001, 0.00",
    "-0.004, -0.004",
  })
  void hasTwoDecimalsAndOfLittleTwoDigits(double amount, String text) {
    assertThat(Money.text(amount), is(text));
  }
}
