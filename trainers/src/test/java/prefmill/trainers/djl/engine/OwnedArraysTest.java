package prefmill.trainers.djl.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedArraysTest {
  private static final float[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 14, 100})
  void readsAnArrayInPieces(int chunk) throws IOException {
    List<Integer> counts = new ArrayList<>();
    try (EngineSession session = EngineSession.open()) {
      NDArray array =
          OwnedArrays.of(
              session.manager(),
              List.of(7L, 2L),
              (first, count) -> {
                counts.add(count);
                return FloatBuffer.wrap(NUMBERS, (int) first, count).slice();
              },
              chunk);
      assertThat(array.getShape(), is(new Shape(7, 2)));
      assertThat(array.toFloatArray(), is(NUMBERS));
    }
    assertThat(counts.stream().allMatch(c -> c <= Math.max(2, chunk)), is(true));
  }

  @Test
  void ownsItsMemory() {
    try (EngineSession session = EngineSession.open()) {
      FloatBuffer buffer =
          java.nio.ByteBuffer.allocateDirect(4 * NUMBERS.length)
              .order(java.nio.ByteOrder.nativeOrder())
              .asFloatBuffer()
              .put(NUMBERS)
              .flip();
      NDArray array = OwnedArrays.of(session.manager(), buffer, new Shape(14));
      for (int i = 0; i < NUMBERS.length; i++) {
        buffer.put(i, -1);
      }
      assertThat(array.toFloatArray(), is(NUMBERS));
    }
  }
}
