package prefmill.transforms.categories;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.Exchange;
import prefmill.transforms.event.Told;
import prefmill.transforms.settled.SettledContext;
import prefmill.transforms.splits.Side;

class CategoriesTest {
  private final Categories categories =
      Categories.of(
          List.of(
              new CategoryRule("comparison", "\\bversus\\b|\\bстоит ли\\b"),
              new CategoryRule("greeting", "^hello"),
              new CategoryRule("other", "\\bhello\\b")));

  @Test
  void theFirstRuleThatIsFoundNamesIt() {
    assertThat(categories.of("Hello, cats versus dogs?"), is("comparison"));
    assertThat(categories.of("Hello there"), is("greeting"));
    assertThat(categories.of("Well, hello there"), is("other"));
    assertThat(categories.of("Good morning"), nullValue());
    assertThat(categories.of(""), nullValue());
  }

  @Test
  void caseDoesNotCountInAnyScript() {
    assertThat(categories.of("CATS VERSUS DOGS"), is("comparison"));
    assertThat(categories.of("СТОИТ ЛИ ЖДАТЬ?"), is("comparison"));
  }

  @Test
  void aContextKeepsACategoryOfItsOwn() {
    SettledContext own = context("chat");
    assertThat(categories.name(own), sameInstance(own));
    assertThat(categories.name(context(null)).category(), is("greeting"));
  }

  private static SettledContext context(String category) {
    Exchange exchange = new Exchange(null, List.of(), null, List.of(), "Hello?", null);
    return new SettledContext(
        Told.CONTEXT, 1, Side.TRAIN, exchange, category, List.of(), List.of(), List.of());
  }
}
