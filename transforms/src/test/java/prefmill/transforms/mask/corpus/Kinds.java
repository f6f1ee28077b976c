package prefmill.transforms.mask.corpus;

import static prefmill.transforms.mask.corpus.Kind.checked;
import static prefmill.transforms.mask.corpus.Kind.structured;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import prefmill.transforms.mask.PiiType;
import prefmill.transforms.mask.corpus.values.AuthorityIds;
import prefmill.transforms.mask.corpus.values.Contacts;
import prefmill.transforms.mask.corpus.values.Papers;
import prefmill.transforms.mask.corpus.values.Wallets;

/** What the corpus holds, and what stands around it. */
final class Kinds {
  private static final String[] ANY = {
    "Here is what I have: %s. Is that enough?",
    "I sent %s yesterday, but nobody answered.",
    "%s",
    "Please use (%s) from now on, and forget the old one.",
    "{\"note\": \"%s\", \"done\": false}",
    "Bitte %s verwenden, das andere gilt nicht mehr.",
    "Voici : %s, merci de confirmer.",
    "Se trata de %s, ¿lo puede comprobar?"
  };

  private static final String[] PHONES = {
    "Call me at %s after six.",
    "My phone number is %s, thanks.",
    "You can reach me on %s.",
    "Tel.: %s",
    "Mobile: %s (evenings)",
    "Meine Telefonnummer ist %s.",
    "Mon téléphone : %s",
    "Mi teléfono es %s.",
    "WhatsApp %s",
    "{\"phone\": \"%s\"}"
  };

  private Kinds() {}

  static List<Kind> all() {
    return Stream.of(reached(), paid(), identified(), documented(), placed())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Kind> reached() {
    return List.of(
        structured(PiiType.EMAIL, "address", Contacts::email, ANY),
        structured(
            PiiType.EMAIL,
            "spelled with at and dot",
            Contacts::obfuscated,
            "Write to %s please.",
            "My mail is %s, no spam!",
            "Kontakt: %s"),
        structured(PiiType.PHONE, "international, every region", Contacts::international, ANY),
        structured(PiiType.PHONE, "national, default regions", Contacts::national, ANY),
        structured(PiiType.PHONE, "national, every region, named", Contacts::anyNational, PHONES),
        structured(PiiType.PHONE, "North American spellings", Contacts::american, ANY),
        structured(PiiType.IP_ADDRESS, "IPv4", Contacts::ipv4, ANY),
        structured(PiiType.IP_ADDRESS, "IPv6", Contacts::ipv6, ANY),
        structured(PiiType.MAC_ADDRESS, "colons, hyphens, dots", Contacts::mac, ANY),
        structured(PiiType.URL, "if not kept", Contacts::url, ANY));
  }

  private static List<Kind> paid() {
    return List.of(
        checked(PiiType.PAYMENT_CARD, "eleven issuers", Papers::card, ANY),
        checked(PiiType.IBAN, "ten countries", Papers::iban, ANY),
        checked(PiiType.CRYPTO_WALLET, "base 58", Wallets::base58, ANY),
        checked(PiiType.CRYPTO_WALLET, "bech32, bech32m", Wallets::witness, ANY),
        structured(PiiType.CRYPTO_WALLET, "Ethereum", Wallets::ethereum, ANY));
  }

  private static List<Kind> identified() {
    return List.of(
        structured(PiiType.US_SSN, "SSN", AuthorityIds::ssn, ANY),
        structured(PiiType.US_SSN, "ITIN", AuthorityIds::itin, ANY),
        structured(PiiType.NATIONAL_ID, "GB national insurance", AuthorityIds::nino, ANY),
        id("GB NHS", AuthorityIds::nhs, "NHS number: %s", "The NHS no. %s is on the letter."),
        checked(PiiType.NATIONAL_ID, "DE tax id", AuthorityIds::germanTax, ANY),
        checked(PiiType.NATIONAL_ID, "FR NIR", AuthorityIds::nir, ANY),
        checked(PiiType.NATIONAL_ID, "ES DNI", AuthorityIds::dni, ANY),
        checked(PiiType.NATIONAL_ID, "ES NIE", AuthorityIds::nie, ANY),
        checked(PiiType.NATIONAL_ID, "IT codice fiscale", Papers::codiceFiscale, ANY),
        id("NL BSN", AuthorityIds::bsn, "Mijn BSN is %s.", "burgerservicenummer: %s"),
        id(
            "SE personnummer",
            AuthorityIds::personnummer,
            "Mitt personnummer är %s.",
            "Personnummer: %s"),
        id("BR CPF", AuthorityIds::cpf, "Meu CPF é %s.", "CPF: %s", "{\"cpf\": \"%s\"}"),
        id("IN Aadhaar", AuthorityIds::aadhaar, "My Aadhaar number is %s", "Aadhaar: %s."),
        structured(PiiType.NATIONAL_ID, "IN PAN", AuthorityIds::pan, ANY),
        checked(PiiType.NATIONAL_ID, "SG NRIC and FIN", AuthorityIds::nric, ANY),
        id("AU TFN", AuthorityIds::tfn, "My tax file number is %s.", "TFN %s"),
        id("AU Medicare", AuthorityIds::medicare, "Medicare: %s", "the Medicare card %s expired"));
  }

  private static Kind id(String name, Function<Random, String> values, String... sentences) {
    return checked(PiiType.NATIONAL_ID, name, values, sentences);
  }

  private static List<Kind> documented() {
    return List.of(
        structured(
            PiiType.DATE_OF_BIRTH,
            "in numbers",
            Papers::born,
            "I was born on %s in Leeds.",
            "DOB: %s",
            "Date of birth %s, female",
            "geboren am %s in Ulm",
            "Geburtsdatum: %s",
            "née le %s à Lyon",
            "Date de naissance : %s",
            "fecha de nacimiento: %s",
            "nato il %s",
            "{\"birthDate\": \"%s\"}"),
        structured(
            PiiType.DATE_OF_BIRTH,
            "in words",
            Papers::bornInWords,
            "She was born on %s.",
            "D.O.B.: %s",
            "Geb. %s",
            "né le %s",
            "nacida el %s"),
        structured(
            PiiType.PASSPORT,
            "named",
            Papers::passport,
            "My passport number is %s.",
            "Passport No. %s",
            "Reisepass: %s",
            "passeport n° %s",
            "pasaporte %s",
            "paspoort: %s"),
        structured(
            PiiType.DRIVING_LICENCE,
            "named",
            Papers::licence,
            "My driver's license is %s.",
            "Driving licence no: %s",
            "Führerschein %s",
            "permis de conduire %s"),
        structured(PiiType.DRIVING_LICENCE, "British", Papers::britishLicence, ANY));
  }

  private static List<Kind> placed() {
    return List.of(
        structured(
            PiiType.ADDRESS,
            "street and number",
            Papers::street,
            "I live at %s.",
            "Ship it to %s, please.",
            "Meine Adresse: %s",
            "mon adresse est %s."),
        structured(PiiType.ADDRESS, "postal code, post box", Papers::postal, ANY),
        structured(PiiType.COORDINATES, "decimals, degrees", Papers::coordinates, ANY));
  }
}
