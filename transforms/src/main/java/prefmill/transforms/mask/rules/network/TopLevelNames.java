package prefmill.transforms.mask.rules.network;

import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.FoldedText;

/**
 * The top-level domain names that a name without a scheme is believed from (IANA root zone).
 *
 * <p>Some country codes are also endings of files or words of sentences and programs: they need a
 * longer name in lower case before them.
 */
public final class TopLevelNames {
  private static final Words SURE =
      Words.of(
          "com net org edu gov mil int info biz io ai co app dev tech online shop store cloud site"
              + " xyz blog agency studio museum aero coop jobs mobi travel tel asia cat eu uk de fr"
              + " es nl ch se dk fi pt br ar cl mx pe ve ca au nz za ie gr cz hu ro hr si sk lt"
              + " lv ee ua ru cn jp kr tw hk sg vn ph il ae sa eg ng ke ma tr ir pk lk cy lu mt li"
              + " ec uy bo gt cr pa");

  private static final Words DOUBTFUL =
      Words.of("it in is me to no at be by us pl rs my bg tv cc gg am fm ly la nu tk ws news");

  private static final int LEAST_LABEL = 5;

  private TopLevelNames() {}

  /** Whether the label from start to end is a name, behind the label that begins before it. */
  static boolean isName(FoldedText text, int before, int start, int end) {
    if (SURE.has(text, start, end)) {
      return true;
    }
    boolean lower = start - 1 - before >= LEAST_LABEL;
    for (int i = before; i < end; i++) {
      lower &= !Character.isUpperCase(text.at(i));
    }
    return lower && DOUBTFUL.has(text, start, end);
  }

  /** Whether the text from start to end is one of the names, whatever stands before. */
  public static boolean isAny(FoldedText text, int start, int end) {
    return SURE.has(text, start, end) || DOUBTFUL.has(text, start, end);
  }
}
