package prefmill.runners.services;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class OtherDigitsTest {
  @Test
  void addressesAreWrittenInTheDigitsThatServersRead() {
    Locale before = Locale.getDefault();
    Locale.setDefault(new Locale("fa", "IR"));
    try {
      assertThat("the locale has digits of its own", "%d".formatted(7), is("\u06f7"));
      assertThat(PostgresServer.url(5432, "app"), is("jdbc:postgresql://127.0.0.1:5432/app"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
