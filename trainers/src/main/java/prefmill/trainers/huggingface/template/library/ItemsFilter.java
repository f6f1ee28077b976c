package prefmill.trainers.huggingface.template.library;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.List;
import java.util.Map;

/** Jinja's filter {@code items}: the pairs of a mapping, none of what is undefined. */
public final class ItemsFilter implements Filter {
  @Override
  public String getName() {
    return "items";
  }

  @Override
  public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
    return value instanceof Map<?, ?> mapping ? List.copyOf(mapping.entrySet()) : List.of();
  }
}
