package prefmill.transforms.mask.rules.address;

import prefmill.transforms.mask.rules.Words;

/** What streets, and what stands around them, are called. */
final class StreetWords {
  /** English kinds of street that mean little else behind a number and a capital. */
  static final Words SURE =
      Words.of(
          "street st avenue ave road rd boulevard blvd lane ln parkway pkwy highway hwy terrace ter"
              + " crescent gardens grove mews turnpike expressway freeway");

  /** English kinds of street that are also words of other sentences. */
  static final Words DOUBTFUL =
      Words.of(
          "drive dr court ct way place pl square sq circle cir trail trl plaza alley close row walk"
              + " rise hill green loop run path pike cove point view views bridge crossing heights"
              + " ridge valley meadow park gate wharf quay yard");

  /** What stands before a doubtful word where it is no street. */
  static final Words OTHERS =
      Words.of(
          "google hard disk flash usb zip tape thumb pen test supreme district federal high crown"
              + " tennis food circuit appeals long any this that first last only best same right"
              + " one times union root data science national theme amusement water ball trade"
              + " market view per the a each percent");

  /** Words before a number that may look like a year and is a house's. */
  static final Words AT = Words.of("at address to live lives live lived visit from resides");

  /** French kinds of street, which stand behind the number and before the name. */
  static final Words FRENCH =
      Words.of("rue avenue av boulevard bd bld blvd chemin impasse quai allée allées place");

  /** Spanish, Italian and Portuguese kinds of street, which stand before name and number. */
  static final Words ROMANCE =
      Words.of(
          "calle c avda av avenida paseo plaza carrer ronda camino viale piazza piazzale corso"
              + " vicolo rua travessa praça estrada alameda");

  /** Small words within the names of streets. */
  static final Words PARTICLES =
      Words.of(
          "de du des la le les l d et à del las los el y di della dei degli delle da do dos das van"
              + " der den het zum zur am an im");

  /** Rooms and floors, before their numbers. */
  static final Words UNITS =
      Words.of("apt apartment suite ste unit flat floor fl room rm appt apartamento piso");

  /** German words that end like a street and are none. */
  static final Words NO_STREETS =
      Words.of(
          "speicherplatz arbeitsplatz sitzplatz stellplatz parkplatz rastplatz ausweg umweg hinweg"
              + " rückweg lösungsweg rechtsweg dekade dienstweg spielplatz festplatz studienplatz"
              + " kitaplatz steckplatz lernweg fahrweg datenautobahn tabellenplatz startplatz");

  /** Post boxes of one word. */
  static final Words BOXES = Words.of("postfach postbus apartado cp");

  private static final String[] ENDINGS = {
    "straße",
    "strasse",
    "str.",
    "weg",
    "platz",
    "allee",
    "gasse",
    "damm",
    "chaussee",
    "straat",
    "laan",
    "plein",
    "gracht",
    "kade",
    "dijk",
    "singel"
  };

  private StreetWords() {}

  /** How many letters of a word, in lower case, are a German or Dutch kind of street at its end. */
  static int ending(String word) {
    for (String ending : ENDINGS) {
      if (word.endsWith(ending)) {
        return ending.length();
      }
    }
    return 0;
  }
}
