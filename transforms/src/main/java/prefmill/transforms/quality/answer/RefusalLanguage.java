package prefmill.transforms.quality.answer;

import java.util.List;
import java.util.regex.Pattern;
import prefmill.transforms.words.Caseless;

/**
 * How models decline in a language: after a polite opening, a person's "I cannot" and a verb of
 * answering. VERB stands for the verbs; other verbs ("I can't wait", "je ne peux pas croire") do
 * not decline.
 */
enum RefusalLanguage {
  ENGLISH(
      "i can't|i cannot|i can not|i won't|i will not|i am unable|i am not|i'm unable"
          + "|i'm not|the ability to|rather not|prefer not|decline|refuse|comfortable|against"
          + "|violates|is something i",
      "sorry|apologies|but|so|no|oh|well|and|because|that|unfortunately|regrettably|therefore"
          + "|(?:i'm|i am) (?:(?:so|very|truly|really) )?sorry|(?:i'm|i am) afraid"
          + "|i (?:sincerely )?apologi[sz]e|my apologies"
          + "|as an? (?:[\\w-]+ ){0,4}(?:ai|assistant|model|chatbot)",
      "help(?! (?:but|feeling|thinking|noticing|wondering))|assist|provide|fulfill?|comply|answer"
          + "|respond|generate|create|write|produce|share|give|offer|do (?:that|this|so)|engage"
          + "|support|discuss|continue|participate|complete|disclose|reveal|advise|teach|browse",
      "i (?:can't|cannot|can not|won't|will not|am unable to|am not able to|am not going to"
          + "|am not (?:allowed|permitted|authori[sz]ed) to|(?:do not|don't) have the ability to"
          + "|(?:would|'d) rather not|prefer not to|(?:must|have to) (?:decline|refuse) to)"
          + " (?:VERB)",
      "(?:i'm (?:not able|unable|not going|not allowed|not permitted|not authori[sz]ed) to"
          + "|i'd rather not) (?:VERB)",
      "i (?:must|have to|will have to)(?: respectfully)? (?:decline|refuse)"
          + "(?: (?:this|that|your|the) (?:request|question|task|prompt)|(?=[.!]|$))",
      "(?:i do not|i don't|i'm not|i am not) (?:feel )?comfortable (?:with )?\\w+ing",
      "(?:it is|it's|that is|that's|this is|this goes) against my (?:guidelines|polic|programming"
          + "|principles)",
      "(?:this|that|your) (?:request|question|prompt) (?:violates|goes against|is against)"
          + " (?:my|our|the) (?:\\w+ )?(?:polic|guidelines|rules|terms)",
      "(?:that's|that is|this is) something (?:that )?i (?:can't|cannot|won't) (?:VERB)",
      "(?:[\\w'-]+ ){3,12}is something i (?:don't|do not|won't|will not) (?:VERB)"),

  GERMAN(
      "nicht|keine|ablehnen",
      "entschuldigung|sorry|aber|nein|leider|(?:es )?tut mir (?:sehr )?leid|ich bedaure"
          + "|als (?:[\\wäöü]+[- ]){0,3}(?:ki|sprachmodell|ki-\\w+|assistent)",
      "helfen|weiterhelfen|beantworten|tun|geben|erstellen|bereitstellen|unterstützen|schreiben"
          + "|teilen|weitergeben|anbieten|erfüllen|nachkommen|verfassen|liefern|generieren",
      "(?:(?:ich (?:kann|darf|werde|möchte))|(?:kann|darf|werde|möchte) ich)(?: [^ .!?:;]+){0,10}?"
          + " (?:nicht|keine[nrs]?|keine)(?: [^ .!?:;]+){0,8}? (?:VERB)(?=[.,!]|$)",
      "(?:dabei|damit|das|dies) (?:kann|darf|werde) ich(?: [^ .!?:;]+){0,4}? nicht"
          + "(?: [^ .!?:;]+){0,3}? (?:VERB)(?=[.,!]|$)",
      "solche \\w+ (?:erstelle|schreibe|mache|verfasse|gebe) ich (?:leider )?nicht",
      "ich bin (?:leider )?nicht (?:in der lage|befugt|berechtigt),?(?: [^ .!?:;]+){0,10} zu"
          + " (?:VERB)",
      "ich muss (?:diese|die|ihre|deine) (?:bitte|anfrage|frage|aufgabe) (?:leider )?ablehnen"),

  FRENCH(
      "je ne |je refuse|je dois |je vais devoir|m'est impossible",
      "désolée?|mais|non|malheureusement|je suis (?:vraiment |sincèrement )?désolée?|je m'excuse"
          + "|je regrette|excusez-moi|en tant qu(?:e |')(?:[\\wàéèê'-]+ ?){1,5}",
      "aider|répondre|fournir|donner|partager|générer|créer|écrire|rédiger|satisfaire|faire|accéder"
          + "|assister|produire|proposer|traiter|divulguer|poursuivre",
      "je (?:ne (?:peux|pourrai) pas|ne suis pas (?:en mesure d(?:e |')|capable d(?:e |')"
          + "|(?:autorisée?|habilitée?) à)|refuse de|dois refuser de) ?(?:vous |t'|te |l'|le |y )?"
          + "(?:VERB)",
      "il m'est impossible d(?:e |')(?:vous |t'|te |y )?(?:VERB)",
      "je (?:dois|vais devoir) (?:refuser|décliner) (?:cette|votre|ta) (?:demande|requête|question)"),

  SPANISH(
      "no puedo|no podr|no soy capaz|no estoy|debo |tengo que ",
      "lo siento(?: mucho)?|disculpa|disculpe|perdón|pero|no|lamentablemente|desafortunadamente"
          + "|me temo que|como (?:[\\wáéíóú]+ ){0,3}(?:modelo|asistente|ia)(?: de lenguaje)?",
      "ayudar|responder|contestar|proporcionar|ofrecer|compartir|generar|crear|escribir|dar|hacer"
          + "|cumplir|proveer|participar|continuar|redactar|divulgar",
      "no (?:puedo|podré|soy capaz de|estoy autorizad[oa] a|estoy en condiciones de)"
          + " (?:VERB)(?:te|le|les|lo|la)?",
      "(?:debo|tengo que) (?:rechazar|declinar) (?:esta|esa|tu|su) (?:solicitud|petición|pregunta)"),

  ITALIAN(
      "non posso|non sono|devo ",
      "mi dispiace|scusa|scusi|spiacente|ma|no|purtroppo"
          + "|come (?:[\\wàèéìòù]+ ){0,3}(?:modello|assistente|ia)(?: linguistico)?",
      "aiutar|rispondere|fornir|offrir|condivider|generar|crear|scriver|dar|soddisfar|continuar",
      "non (?:posso|sono in grado di|sono autorizzat[oa] a) (?:VERB)\\w{0,4}",
      "devo (?:rifiutare|declinare) (?:questa|la tua|la sua) (?:richiesta|domanda)"),

  PORTUGUESE(
      "não |devo |tenho que ",
      "sinto muito|desculpe|desculpa|lamento|mas|não|infelizmente"
          + "|como (?:[\\wáéíóúãõç]+ ){0,3}(?:modelo|assistente|ia)(?: de linguagem)?",
      "ajudar|responder|fornecer|oferecer|compartilhar|partilhar|gerar|criar|escrever|dar|fazer isso"
          + "|atender|continuar",
      "(?:eu )?não (?:posso|consigo|sou capaz de|estou autorizad[oa] a) (?:te |lhe |o |a )?(?:VERB)",
      "(?:devo|tenho que) recusar (?:este|esse|o seu) pedido");

  private final String anchors;
  private final String declining;
  private final Pattern phrase;

  RefusalLanguage(String anchors, String openings, String verbs, String... phrases) {
    this.anchors = anchors;
    this.declining = String.join("|", phrases).replace("VERB", verbs);
    this.phrase =
        Pattern.compile(
            "(?:^|[.!?…,:;–—-] )(?:(?:"
                + openings
                + ")[ ,.!:;–—-]+){0,4}("
                + declining
                + ")(?!\\w)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** One of them is in everything that declines in this language. */
  List<String> anchors() {
    return Caseless.literals(anchors.split("\\|", -1));
  }

  /** What group 1 of the {@link #phrase} is. */
  String declining() {
    return declining;
  }

  /** What declines, as group 1, where a clause begins. */
  Pattern phrase() {
    return phrase;
  }
}
