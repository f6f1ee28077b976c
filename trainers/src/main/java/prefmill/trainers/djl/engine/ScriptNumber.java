package prefmill.trainers.djl.engine;

import java.math.BigDecimal;

/** Numbers as TorchScript reads them: plain decimals with a point, no exponent. */
public final class ScriptNumber {
  private ScriptNumber() {}

  /** The number as script text. */
  public static String of(double value) {
    String plain = BigDecimal.valueOf(value).toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
