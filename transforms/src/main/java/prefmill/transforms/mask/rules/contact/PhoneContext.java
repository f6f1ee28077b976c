package prefmill.transforms.mask.rules.contact;

import java.util.Set;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.text.FoldedText;

/** What the words before a number say about it. */
final class PhoneContext {
  private static final int PHONE_REACH = 28;
  private static final int OTHER_REACH = 24;

  private static final Set<String> PHONE =
      Set.of(
          "phone",
          "phones",
          "telephone",
          "tel",
          "fon",
          "mobile",
          "mob",
          "cell",
          "cellphone",
          "fax",
          "whatsapp",
          "sms",
          "call",
          "callback",
          "dial",
          "ring",
          "hotline",
          "voicemail",
          "contact",
          "telefon",
          "telefonnummer",
          "handy",
          "handynummer",
          "mobil",
          "mobilnummer",
          "rufnummer",
          "anrufen",
          "ruf",
          "tél",
          "téléphone",
          "telephoner",
          "portable",
          "appelez",
          "appeler",
          "teléfono",
          "telefono",
          "móvil",
          "movil",
          "celular",
          "llame",
          "llamar",
          "cellulare",
          "telefoon",
          "mobiel",
          "telefone",
          "celulares");

  private static final Set<String> OTHER =
      Set.of(
          "order",
          "orders",
          "invoice",
          "ticket",
          "case",
          "id",
          "ids",
          "ref",
          "reference",
          "account",
          "sku",
          "isbn",
          "issn",
          "ean",
          "upc",
          "gtin",
          "doi",
          "version",
          "build",
          "serial",
          "part",
          "tracking",
          "shipment",
          "customer",
          "article",
          "item",
          "product",
          "price",
          "total",
          "hash",
          "commit",
          "rfc",
          "pmid",
          "arxiv",
          "bestellung",
          "bestellnummer",
          "rechnung",
          "rechnungsnummer",
          "kundennummer",
          "artikelnummer",
          "auftrag",
          "commande",
          "facture",
          "pedido",
          "factura",
          "timestamp",
          "epoch",
          "port",
          "pid",
          "size",
          "bytes");

  private PhoneContext() {}

  /** Whether a word that speaks of phones stands before. */
  static boolean isPhone(FoldedText text, int start) {
    return Surroundings.isNear(text, start, PHONE_REACH, PHONE);
  }

  /** Whether a word that names another kind of number stands before, or a sign of money. */
  static boolean isOther(FoldedText text, int start) {
    char before = text.at(start - 1);
    char sign = before == ' ' ? text.at(start - 2) : before;
    return sign == '#'
        || sign == '='
        || Character.getType(sign) == Character.CURRENCY_SYMBOL
        || Surroundings.isNear(text, start, OTHER_REACH, OTHER);
  }
}
