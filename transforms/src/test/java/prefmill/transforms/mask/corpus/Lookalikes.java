package prefmill.transforms.mask.corpus;

import java.util.List;
import java.util.Random;
import prefmill.transforms.mask.corpus.values.Digits;

/** Sentences of prose, code and logs, with numbers that look like personal data and are none. */
final class Lookalikes {
  private static final List<String> FORMS =
      List.of(
          "Your order #-####### will ship on 2#2#-0#-1# with 3 items.",
          "Order number ########## was refunded to the customer last week.",
          "Invoice 2024-#### for $1,#99.00 is due; the total was €12.###,45 with tax.",
          "Bestellnummer ########, Rechnung RE-2024-#####, Betrag 1.2##,## Euro.",
          "Please upgrade from 2.1#.3 to version 10.0.#.1 before you run build 2024.##.#.",
          "The ISBN 978-3-16-14841#-0 and the ISSN 2049-363# are wrong in the list.",
          "Commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1# broke the tests at 1#:3#:4#.",
          "uuid: 550e8400-e29b-41d4-a716-44665544####, etag \"5d8c72a5edda8d6a:#\"",
          "2024-1#-2# 10:3#:45.123 INFO [main-#] Started in 3.4## seconds (JVM 5.#)",
          "for (int i = 0; i < 1000#; i++) { sum += a[i] * 3#; } // 0x7f##ff",
          "SELECT id, name FROM t WHERE id = ######### AND price <> 0.## LIMIT 1##;",
          "The tracking number is 1Z999AA10123456### and it weighs 2.# kg.",
          "weights = [0.12##, -0.98##, 0.33##]; loss 0.0###, epoch 1#/20, lr 3e-#",
          "{\"id\": 1234####, \"ts\": 17########, \"ok\": true, \"sizes\": [640, 480, 1#]}",
          "Chapter 1#, pages 123-1##, vol. 12 (2019), doi 10.1000/182.#",
          "In 2008 Wall Street crashed, and by 2019 Google Drive had 1 billion users.",
          "The match ended 3-1 on 12/0#/2024, with 45,### people in the stadium.",
          "Windows 10 Pro 64-bit, 16 GB RAM, driver 531.4#, port 80##, error 0x8007000#.",
          "Take 2 tablets every 8 hours for 1# days; the dose is 12.5 mg per kg.",
          "ticket ABC-1##4, sprint 2#, 13 story points, 7#% done, priority P1",
          "The first 12 Days of the year brought 3#.5 °C and 101# hPa.",
          "Call the function with 3 arguments, then return 1#####7 to the caller.",
          "Model XJ-2#00 costs 1 2## 000 yen, part no. 00-1#3-4567-8.",
          "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8##",
          "Flight LH4## leaves gate B2# at 18:#5 and lands in 2 h 4# min.",
          "The passport office opens at 9 and closes at 17; bring 2 photos and 35 euros.",
          "The baby was born healthy last year, 3## grams heavier than the first.",
          "mean 12.34##, 95% CI [11.2###, 13.4###], n = 1##4, p < 0.0#1",
          "rgb(12#, 34, 5#) and #ff00##; padding: 1#px 2#px 0 4px; z-index: 99##",
          "Room 2#1 seats 40; the key to locker 1#7 is at the desk on floor 3.",
          "The license expires in 2# days; buy 5 more seats for 49.#0 a month.",
          "Serial 4C-8B-2#-0019-77, firmware 1.0.1#, checksum CRC32 0x1c29####",
          "Kapitel 3 erklärt auf Seite 1#4, warum 20.000 Zeilen in 3,# Sekunden gehen.",
          "En 2023, plus de 1# 000 personnes ont visité le musée, soit 4# % de plus.",
          "La factura 0012-000#34 suma 1.234,## euros y vence en 3# días.");

  private static final List<String> PROSE =
      List.of(
          "Could you explain how the tokenizer splits words, and why it needs a vocabulary?",
          "I tried what you said about the garden, and the roses are much better now.",
          "The answer was polite, but it did not solve the problem that I described.",
          "She would rather look at the mountains than drive to the court on a Monday.",
          "Is it true that the best street food in town is sold at the market square?",
          "Das Gedicht hat vier Strophen, und jede endet mit einer Frage an den Leser.",
          "Le chat dort sur le canapé pendant que la pluie tombe sur les toits gris.",
          "El niño preguntó por qué el cielo es azul y el mar parece verde al atardecer.",
          "If the call fails, catch the exception, log its message and try once more.",
          "Write a short story at the level of a child, and dot the i's where needed.",
          "First sort the list, then remove the duplicates, and return the longest word.",
          "My boss wants a summary of the report by Friday; please keep it to one page.");

  private Lookalikes() {}

  /** A paragraph of some sentences. */
  static String paragraph(Random random) {
    StringBuilder paragraph = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      List<String> from = random.nextBoolean() ? FORMS : PROSE;
      paragraph.append(Digits.fill(random, from.get(random.nextInt(from.size())))).append(' ');
    }
    return paragraph.toString().strip();
  }
}
