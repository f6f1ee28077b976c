package prefmill.pipelines.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.Signal;

class SignalJsonTest {
  @Test
  void readsBackEverySignal() {
    assertThat(
        SignalJson.read(SignalJson.write(LoggedEvents.signals())), equalTo(LoggedEvents.signals()));
    for (Facet facet : Facet.values()) {
      List<Signal> one = List.of(new Signal.Retraction(facet));
      assertThat(SignalJson.read(SignalJson.write(one)), equalTo(one));
    }
    List<Signal> all = List.of(new Signal.Retraction(null));
    assertThat(SignalJson.read(SignalJson.write(all)), equalTo(all));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    Exception e =
        assertThrows(
            IllegalStateException.class, () -> SignalJson.read("[{\"kind\":\"emotion\"}]"));
    assertThat(e.getMessage(), containsString("emotion"));
    assertThrows(IllegalStateException.class, () -> SignalJson.read("[{"));
  }
}
