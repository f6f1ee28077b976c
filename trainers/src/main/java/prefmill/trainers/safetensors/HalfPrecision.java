package prefmill.trainers.safetensors;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Widens 16-bit floats to 32 bits, exactly, and rounds to them, to the nearest, ties to even. */
final class HalfPrecision {
  private HalfPrecision() {}

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

  static short roundBfloat16(float number) {
    int bits = Float.floatToRawIntBits(number);
    return Float.isNaN(number)
        ? (short) 0x7fc0
        : (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  static short roundFloat16(float number) {
    int bits = Float.floatToRawIntBits(number);
    int sign = (bits >>> 16) & 0x8000;
    float size = Math.abs(number);
    if (!(size < 65520)) {
      return (short) (Float.isNaN(number) ? 0x7e00 : sign | 0x7c00);
    }
    if (size < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(size * 0x1p24f));
    }
    int rounded = (bits & 0x7fffffff) + 0xfff + ((bits >>> 13) & 1);
    return (short) (sign | ((rounded >>> 13) - (112 << 10)));
  }
}
