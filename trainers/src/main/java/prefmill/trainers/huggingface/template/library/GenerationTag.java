package prefmill.trainers.huggingface.template.library;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;

/**
 * transformers' block {@code generation}, which marks what the assistant writes for those who ask
 * for a mask; the text is that of its inside.
 */
public final class GenerationTag implements Tag {
  private static final long serialVersionUID = 1L;

  @Override
  public String getName() {
    return "generation";
  }

  @Override
  public String interpret(TagNode block, JinjavaInterpreter interpreter) {
    StringBuilder text = new StringBuilder();
    for (Node child : block.getChildren()) {
      text.append(child.render(interpreter));
    }
    return text.toString();
  }
}
