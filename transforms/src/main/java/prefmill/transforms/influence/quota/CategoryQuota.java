package prefmill.transforms.influence.quota;

import java.util.Map;
import java.util.TreeMap;

/** So many rows of each config in a category; those of other categories stay. */
public final class CategoryQuota implements Quota {
  private final TreeMap<String, Integer> perCategory;

  /** The most rows by the category's name. */
  public CategoryQuota(Map<String, Integer> perCategory) {
    this.perCategory = new TreeMap<>(perCategory);
  }

  @Override
  public String rule() {
    return "category";
  }

  @Override
  public String group(Member row) {
    String category = row.category();
    return category != null && perCategory.containsKey(category)
        ? row.row().config().name() + "/" + category
        : null;
  }

  @Override
  public long cap(String group, Map<String, Long> rows) {
    return perCategory.get(group.substring(group.indexOf('/') + 1));
  }
}
