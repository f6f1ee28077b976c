package prefmill.transforms.mask.rules.contact;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/** What the words before a number say about it: the nearest decides. */
enum PhoneContext {
  /** It is a phone's. */
  PHONE,
  /** Nothing. */
  NONE,
  /** It is another kind of number. */
  OTHER;

  private static final int REACH = 32;
  private static final int LEAST_NUMBER = 4;

  static final String PHONE_WORDS =
      "phone phones phoned phoning phonenumber telephone telephones tel fon mobile mob cell"
          + " cellphone cellular landline fax whatsapp viber sms text texted call called calls"
          + " calling callback dial dialed dialing ring hotline helpline voicemail contact reach"
          + " reached telefon telefonnummer telefonisch handy handynummer mobil mobilnummer"
          + " mobilfunk rufnummer anrufen anruf ruf tél téléphone telephoner téléphoner portable"
          + " appelez appeler appelle joindre teléfono telefono móvil movil celular llame llamar"
          + " llámame cellulare chiamare chiamami telefoon telefoonnummer mobiel bellen telefone"
          + " celulares ligue telemóvel puhelin puhelinnumero mobilnr tlf telefonu numer telefonnr"
          + " ring telefonszám 电话 手机 電話";

  static final String OTHER_WORDS =
      "order orders invoice ticket case id ids ref reference account sku isbn issn ean upc"
          + " gtin asin doi version build serial part tracking shipment parcel customer article"
          + " item items product price total hash commit rfc pmid arxiv bestellung bestellnummer"
          + " rechnung rechnungsnummer kundennummer artikelnummer auftrag commande facture pedido"
          + " factura timestamp epoch port pid size bytes nhs medicare ssn tfn bsn aadhaar cpf nir"
          + " passport licence license iban routing vin policy claim batch lot model digits issue"
          + " pr bug flight page pages zip steuer card visa mastercard maestro amex credit debit"
          + " kreditkarte carte tarjeta carta";

  /** Those that name a field, before an equality sign. */
  static final String FIELD_WORDS =
      "phone phones phonenumber telephone telephones tel fon mobile mob cell cellphone cellular"
          + " landline fax whatsapp viber telefon telefonnummer handy handynummer mobil mobilnummer"
          + " rufnummer tél téléphone portable teléfono telefono móvil movil celular cellulare"
          + " telefoon telefoonnummer mobiel telefone telemóvel puhelin puhelinnumero mobilnr tlf"
          + " telefonnr 电话 手机 電話";

  private static final Words FIELDS = Words.of(FIELD_WORDS);
  private static final Words PHONES = Words.of(PHONE_WORDS);
  private static final Words OTHERS = Words.of(OTHER_WORDS);
  private static final Words ALL = Words.of(PHONE_WORDS + " " + OTHER_WORDS);

  /** Whether a word may stand before a place: a cheap no. */
  static boolean mayTell(FoldedText text, int start) {
    return text.mayHoldWord(start - REACH, start);
  }

  /** What the words before a place say. */
  static PhoneContext before(FoldedText text, int start, Findings found) {
    if (isSigned(text, start)) {
      return isField(text, start) ? PHONE : OTHER;
    }
    int nearest = ALL.distance(text, start, REACH, found);
    if (nearest == Words.NONE) {
      return NONE;
    }
    boolean other = OTHERS.distance(text, start, nearest + 1) == nearest;
    if (other && isItsNumber(text, start - nearest, start)) {
      return OTHER;
    }
    return !other || PHONES.isBefore(text, start, REACH) ? PHONE : NONE;
  }

  /** Whether the number behind a word is the first one, on the same line. */
  private static boolean isItsNumber(FoldedText text, int wordEnd, int start) {
    int digits = 0;
    for (int i = wordEnd; i < start; i++) {
      digits = Ascii.isDigit(text.at(i)) ? digits + 1 : 0;
      if (digits >= LEAST_NUMBER || text.at(i) == '\n') {
        return false;
      }
    }
    return true;
  }

  /** Whether a name whose last telling word is a phone's stands before an equality sign. */
  private static boolean isField(FoldedText text, int start) {
    int sign = text.at(start - 1) == ' ' ? start - 2 : start - 1;
    int nameEnd = text.at(sign - 1) == ' ' ? sign - 1 : sign;
    int name = nameEnd;
    while (nameEnd - name < REACH && isName(text.at(name - 1))) {
      name--;
    }
    int nearest = text.at(sign) == '=' ? ALL.distance(text, nameEnd, nameEnd - name) : Words.NONE;
    return nearest != Words.NONE && FIELDS.distance(text, nameEnd, nearest + 1) == nearest;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  /** Whether a sign of money, numbering or assignment stands before. */
  private static boolean isSigned(FoldedText text, int start) {
    char before = text.at(start - 1);
    char sign = before == ' ' ? text.at(start - 2) : before;
    return sign == '#' || sign == '=' || Character.getType(sign) == Character.CURRENCY_SYMBOL;
  }
}
