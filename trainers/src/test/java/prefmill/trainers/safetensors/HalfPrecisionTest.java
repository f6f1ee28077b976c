package prefmill.trainers.safetensors;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.ShortBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {
  @Test
  void everyHalfComesBackAsItIs() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float wide = HalfPrecision.float16((short) bits);
      if (!Float.isNaN(wide)) {
        assertThat(HalfPrecision.roundFloat16(wide), is((short) bits));
      }
      float brain = HalfPrecision.bfloat16(ShortBuffer.wrap(new short[] {(short) bits})).get(0);
      if (!Float.isNaN(brain)) {
        assertThat(HalfPrecision.roundBfloat16(brain), is((short) bits));
      }
    }
  }

  /** Between two neighbours the nearer one, in the middle the even one. */
  @Test
  void roundsToTheNearest() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = HalfPrecision.float16((short) bits);
      float high = HalfPrecision.float16((short) (bits + 1));
      float middle = (low + high) / 2;
      assertThat(HalfPrecision.roundFloat16(middle), is((short) (bits % 2 == 0 ? bits : bits + 1)));
      assertThat(HalfPrecision.roundFloat16(Math.nextDown(middle)), is((short) bits));
      assertThat(HalfPrecision.roundFloat16(Math.nextUp(middle)), is((short) (bits + 1)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "65519.996, 7bff",
    "65520, 7c00",
    "-Infinity, fc00",
    "NaN, 7e00",
    "-0.0, 8000",
    "1e-30, 0"
  })
  void endsWhereItEnds(float number, String bits) {
    assertThat(HalfPrecision.roundFloat16(number), is((short) Integer.parseInt(bits, 16)));
  }

  @ParameterizedTest
  @CsvSource({"1.00390625, 3f80", "1.01171875, 3f82", "3.4e38, 7f80", "NaN, 7fc0", "-1, bf80"})
  void roundsToBrainFloats(float number, String bits) {
    assertThat(HalfPrecision.roundBfloat16(number), is((short) Integer.parseInt(bits, 16)));
  }
}
