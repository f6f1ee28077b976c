package prefmill.transforms.mask.rules.identity;

import java.util.List;

/** The national ids that are looked for; each check names its authority. */
final class IdSchemes {
  private static final List<IdScheme> ALL =
      List.of(
          IdScheme.of(
              "nino ni insurance national",
              EuropeanIds::nino,
              "AA 99 99 99 A|AA999999A|AA 999999 A|AA99 99 99A",
              ""),
          IdScheme.of(
              "nhs patient patients health",
              EuropeanIds::nhs,
              "999 999 9999",
              "9999999999|999.999.9999"),
          IdScheme.of(
              "steuer",
              EuropeanIds::germanTax,
              "99 999 999 999|99999999999|99/999/999/999|999 999 999 99",
              ""),
          IdScheme.of(
              "nir",
              EuropeanIds::nir,
              "9 99 99 99 999 999 99|9 99 99 9A 999 999 99|999999999999999|999999A99999999"
                  + "|9999999999999 99|999999A999999 99|9 99 99 99 999 999/99|9.99.99.99.999.999.99",
              "9999999999999/99"),
          IdScheme.of(
              "dni nif documento identidad",
              EuropeanIds::dni,
              "99999999A|99999999 A|99.999.999A|99.999.999 A",
              "99 999 999 A|99 999 999A"),
          IdScheme.of("nie extranjero", EuropeanIds::nie, "A9999999A|A 9999999 A|A 9999999A", ""),
          IdScheme.of(
              "bsn burgerservicenummer burgerservicenr sofi sofinummer persoonsnummer",
              EuropeanIds::bsn,
              "",
              "999999999|9999.99.999|999.999.999|999 999 999|9999 99 999"),
          IdScheme.of(
              "personnummer personnr pnr samordningsnummer organisationsnummer",
              EuropeanIds::personnummer,
              "999999-9999|999999+9999|99999999+9999",
              "9999999999|999999999999|99999999-9999|999999 9999|99999999 9999"),
          IdScheme.of("personnummer", EuropeanIds::grownUpsPersonnummer, "99999999-9999", ""),
          IdScheme.of("pesel", EuropeanIds::pesel, "", "99999999999"),
          IdScheme.of(
              "hetu henkilötunnus",
              EuropeanIds::hetu,
              "999999-9999|999999+9999|999999A9999|999999-999A|999999+999A|999999A999A",
              ""),
          IdScheme.of("ahv avs", EuropeanIds::ahv, "999.9999.9999.99", "9999999999999"),
          IdScheme.of(
              "rijksregisternummer rijksregister registre rrn niss insz national nationaal",
              EuropeanIds::belgian,
              "99.99.99-999.99",
              "99999999999|99.99.99 999 99"),
          IdScheme.of(
              "fødselsnummer fodselsnummer personnummer fnr",
              EuropeanIds::norwegian,
              "",
              "99999999999|999999 99999"),
          IdScheme.of(
              "cpr cprnr cprnummer personnummer", EuropeanIds::cpr, "", "999999-9999|9999999999"),
          IdScheme.of("nif contribuinte fiscal", EuropeanIds::nif, "", "999999999|999 999 999"),
          IdScheme.of("cpf", OtherIds::cpf, "999.999.999-99", "99999999999|999 999 999 99"),
          IdScheme.of(
              "aadhaar aadhar adhaar uidai uid आधार",
              OtherIds::aadhaar,
              "9999 9999 9999",
              "999999999999"),
          IdScheme.of("pan", OtherIds::pan, "AAAAA9999A", ""),
          IdScheme.of("nric fin", OtherIds::nric, "A9999999A", ""),
          IdScheme.of(
              "tfn tax taxfile",
              OtherIds::taxFileNumber,
              "",
              "999999999|999 999 999|99 999 999 9|999.999.999"),
          IdScheme.of(
              "medicare",
              OtherIds::medicare,
              "9999 99999 9",
              "9999999999|9999 99999 9 9|9999 99999 9/9|99999999999"),
          IdScheme.of(
              "sin nas insurance sociale", OtherIds::socialInsurance, "", "999 999 999|999999999"),
          IdScheme.of("rrn 주민등록번호", OtherIds::residentRegistration, "999999-9999999", ""),
          IdScheme.of(
              "身份证",
              OtherIds::residentIdentity,
              "999999999999999999|99999999999999999A|999999 99999999 9999|999999 99999999 999A",
              ""),
          IdScheme.of(
              "id identity identiteitsnommer rsa",
              OtherIds::southAfrican,
              "",
              "9999999999999|999999 9999 999|999999 9999 99 9"),
          IdScheme.of("curp", OtherIds::curp, "AAAA999999AAAAAA99|AAAA999999AAAAAAA9", ""));

  private static final int LONGEST_RUN = 18;
  private static final int ASCII = 0x80;
  private static final IdShape[] NONE = {};
  private static final IdShape[][][] BY_START = byStart();

  private IdSchemes() {}

  /** The ways of writing whose first number has so many digits, and what may follow it. */
  static IdShape[] startingWith(int digits, char next) {
    return digits <= LONGEST_RUN ? BY_START[digits][Math.min(next, ASCII)] : NONE;
  }

  private static IdShape[][][] byStart() {
    IdShape[][][] table = new IdShape[LONGEST_RUN + 1][ASCII + 1][];
    List<IdShape> all = ALL.stream().flatMap(scheme -> scheme.shapes().stream()).toList();
    for (int run = 0; run <= LONGEST_RUN; run++) {
      for (char next = 0; next <= ASCII; next++) {
        int digits = run;
        char behind = next;
        table[run][next] =
            all.stream()
                .filter(shape -> shape.firstRun() == digits && shape.goesOnWith(behind))
                .toArray(IdShape[]::new);
      }
    }
    return table;
  }
}
