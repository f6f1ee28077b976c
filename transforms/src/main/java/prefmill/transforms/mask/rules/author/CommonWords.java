package prefmill.transforms.mask.rules.author;

import java.util.List;
import java.util.Set;

/** Words that are also names: masked in the full name, not on their own. */
final class CommonWords {
  private static final Set<String> ROLES =
      words(
          "admin administrator agent ai anon anonymous api assistant bot chatbot client curator"
              + " customer default demo dev developer editor employee guest human manager member"
              + " moderator name nobody none null operator owner patient person reviewer staff"
              + " student support system teacher team test tester test-user testuser undefined"
              + " unknown user visitor");

  private static final Set<String> WORDS =
      words(
          "abbey able ace amber and angel april archer art ash august autumn bach baker banks barber"
              + " barn bass bay bean bear beck bell berg best bill bird bishop black blaze blue bond"
              + " booth bowl boy brand brook brooks brown buck bud burn burns bush butler cain candy"
              + " carpenter carter case cash chance chase chip christian church clay cliff cloud"
              + " coal cole cook cooper crystal daisy dale dan dawn day dean deck den der dick die"
              + " dill don dot drew duke earl early east eden else ember eve ever faith fall farmer"
              + " fern field fields finn fish fisher flint flower ford forest fox frank free french"
              + " frost fuller gardener gay gene german glass glen glenn gold good grace grant gray"
              + " green grey gross ground guy hall hand hank harbor hardy harmony hart haven hazel"
              + " heath heather heaven hill holly home honey hood hope house hunt hunter iris ivy"
              + " jack jade jam jan jasmine jay jean jet jewel job joy jude jules july june just"
              + " justice key king kit klein knight koch lake lance land lane lang las law lee les"
              + " li liberty light lily link lion little london long lord los lot love low lynn"
              + " major maple march mark marsh mason max may mayor meister mercy mercer miles mill"
              + " miller min mine mission mo mona moon moore more morning moss mount myrtle nest"
              + " new nick noble north novel oak ocean olive opal page paris park parker parsons"
              + " pat patience pearl penny pepper pete phoenix piper poet pond poppy porter potter"
              + " powers precious price pride prince queen quick rain ran ray red reed rice rich"
              + " ridge river rivers rob robin rock rod roman rose rosemary row royal ruby rudy rush"
              + " rusty sage sailor sally sand sandy santa savage saw sawyer scout sea see senior"
              + " sharp shepherd short sierra silver singer sky small smart smith snow sol sommer"
              + " son song south spring star steel stein stern still stone storm street strong sue"
              + " summer sun sunny swan swift tailor tanner taylor temple ten terra the timber tom"
              + " tony town true tucker turner van vera victor victory violet virginia von walker"
              + " wall ward warren washington water waters way weaver weber wells west wheeler white"
              + " will willow win winter wise wolf wong wood woods world worth wright yes york young"
              + " your yung zion");

  private CommonWords() {}

  private static Set<String> words(String line) {
    return Set.copyOf(List.of(line.split(" ", -1)));
  }

  /** Whether a word in lower case is too common to stand for a person. */
  static boolean isWord(String word) {
    return WORDS.contains(word) || ROLES.contains(word);
  }

  /** Whether what stands in a name's place is no name. */
  static boolean isRole(String name) {
    return ROLES.contains(name);
  }
}
