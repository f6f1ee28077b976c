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

  private static final Words UNSPACED =
      Words.of(
          "中国 中國 香港 台湾 台灣 澳门 澳門 新加坡 한국 닷컴 닷넷 삼성 ไทย みんな コム クラウド ストア セール ファッション"
              + " 公司 网络 网址 网站 网店 在线 在線 中文网 移动 手机 商城 商店 商标 企业 集团 我爱你 信息 政务 公益 机构 组织机构"
              + " 游戏 娱乐 购物 时尚 世界 广东 佛山 健康 餐厅 招聘 慈善 八卦 电讯盈科 網路 ລາວ");

  private static final int LONGEST_UNSPACED = 6;
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

  /** The end of the longest name of a script without blanks that begins at a place, or -1. */
  public static int unspacedEnd(FoldedText text, int start) {
    int length = LONGEST_UNSPACED;
    while (length > 0 && !UNSPACED.has(text, start, start + length)) {
      length--;
    }
    return length > 0 ? start + length : -1;
  }

  /** Whether the text from start to end is one of the names, whatever stands before. */
  public static boolean isAny(FoldedText text, int start, int end) {
    return SURE.has(text, start, end) || DOUBTFUL.has(text, start, end);
  }
}
