package prefmill.trainers.huggingface.template.library;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.List;
import java.util.Map;

/** The filter {@code tojson} of chat templates, as transformers defines it. */
public final class JsonFilter implements Filter {
  @Override
  public String getName() {
    return "tojson";
  }

  @Override
  public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
    return PythonJson.of(value, null, false, false);
  }

  @Override
  public Object filter(
      Object value, JinjavaInterpreter interpreter, Object[] arguments, Map<String, Object> named) {
    boolean ascii = truth(argument(0, "ensure_ascii", arguments, named));
    Object indent = argument(1, "indent", arguments, named);
    Object separators = argument(2, "separators", arguments, named);
    boolean sorted = truth(argument(3, "sort_keys", arguments, named));
    String step =
        indent == null
            ? null
            : indent instanceof Number number ? " ".repeat(number.intValue()) : indent.toString();
    return separators instanceof List<?> both
        ? PythonJson.of(value, step, ascii, sorted, both.get(0).toString(), both.get(1).toString())
        : PythonJson.of(value, step, ascii, sorted);
  }

  private static Object argument(
      int place, String name, Object[] arguments, Map<String, Object> named) {
    return named.containsKey(name)
        ? named.get(name)
        : place < arguments.length ? arguments[place] : null;
  }

  private static boolean truth(Object value) {
    return Boolean.TRUE.equals(value);
  }
}
