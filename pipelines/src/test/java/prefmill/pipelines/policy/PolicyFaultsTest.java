package prefmill.pipelines.policy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFaultsTest {
  static List<GoldenCase> cases() throws IOException {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFaultIsNamedByPathLineAndMend(GoldenCase golden) {
    assertThat(String.join("\n", golden.found()), is(String.join("\n", golden.faults())));
  }
}
