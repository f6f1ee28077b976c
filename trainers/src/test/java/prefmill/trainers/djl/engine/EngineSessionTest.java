package prefmill.trainers.djl.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.trainers.training.TrainingException;

class EngineSessionTest {
  @Test
  void computesOnTheProcessorUnlessToldOtherwise() {
    try (EngineSession session = EngineSession.open()) {
      assertThat(session.manager().getDevice(), is(Device.cpu()));
    }
  }

  /** No machine has the hundredth device, and a refused session blocks no later one. */
  @ParameterizedTest
  @CsvSource({"cuda:99, asks for cuda:99", "gpu, 'cpu, cuda or cuda:NUMBER'", "cuda:, is 'cuda:'"})
  void refusesADeviceThatIsNotThere(String name, String why) {
    TrainingException refused =
        assertThrows(TrainingException.class, () -> EngineSession.open(name));
    assertThat(refused.getMessage(), containsString(why));
    EngineSession.open("cpu").close();
  }
}
