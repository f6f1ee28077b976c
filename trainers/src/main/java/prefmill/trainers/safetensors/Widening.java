package prefmill.trainers.safetensors;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Widens 16-bit floats to 32 bits, exactly. */
final class Widening {
  private Widening() {}

  static FloatBuffer bfloat16(ShortBuffer bits) {
    float[] wide = new float[bits.remaining()];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = Float.intBitsToFloat(bits.get(i) << 16);
    }
    return FloatBuffer.wrap(wide);
  }

  static FloatBuffer float16(ShortBuffer bits) {
    float[] wide = new float[bits.remaining()];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = float16(bits.get(i));
    }
    return FloatBuffer.wrap(wide);
  }

  /** IEEE 754 binary16: 5 bits of exponent, 10 of mantissa, subnormals below 2^-14. */
  static float float16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 31;
    int mantissa = bits & 1023;
    return switch (exponent) {
      case 31 -> Float.intBitsToFloat(sign | 0x7f800000 | (mantissa << 13));
      case 0 -> Math.copySign(mantissa * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
      default -> Float.intBitsToFloat(sign | ((exponent + 112) << 23) | (mantissa << 13));
    };
  }
}
