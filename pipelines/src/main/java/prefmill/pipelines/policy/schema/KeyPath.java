package prefmill.pipelines.policy.schema;

import com.networknt.schema.path.NodePath;

/** How a place in a policy is written: sources[1].url. */
final class KeyPath {
  private KeyPath() {}

  static String key(String parent, String key) {
    return parent.isEmpty() ? key : parent + "." + key;
  }

  static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }

  static String of(NodePath location) {
    String path = "";
    for (int i = 0; i < location.getNameCount(); i++) {
      Object element = location.getElement(i);
      path = element instanceof Integer index ? item(path, index) : key(path, element.toString());
    }
    return path;
  }
}
