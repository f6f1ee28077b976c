package prefmill.trainers.djl.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * A TorchScript module made from text. A whole forward and backward pass is one native call, so
 * that the garbage collector never frees memory that autograd still reads.
 */
public final class ScriptModule implements AutoCloseable {
  private final PtSymbolBlock block;

  private ScriptModule(PtSymbolBlock block) {
    this.block = block;
  }

  /** Compiles the text of a class {@code M(Module)}. */
  public static ScriptModule of(PtNDManager manager, String source) throws IOException {
    return new ScriptModule(
        JniUtils.loadModule(
            manager, new ByteArrayInputStream(ScriptArchive.of(source)), false, false));
  }

  /**
   * Calls a method with autograd on.
   *
   * @param arguments {@link NDArray}s, and non-empty lists of them for {@code List[Tensor]}
   * @return the results, owned by the manager of the first argument
   */
  public NDList differentiate(String method, List<?> arguments) {
    NDList flat = new NDList();
    for (int i = 0; i < arguments.size(); i++) {
      // the binding rebuilds lists from equal names, in the order of first appearance
      if (arguments.get(i) instanceof NDArray array) {
        array.setName("t" + i);
        flat.add(array);
      } else {
        for (Object item : (List<?>) arguments.get(i)) {
          NDArray array = (NDArray) item;
          array.setName("l" + i + "[]");
          flat.add(array);
        }
      }
    }
    try (NDArray marker = flat.get(0).getManager().zeros(new Shape())) {
      marker.setName("module_method:" + method);
      flat.add(marker);
      return IValueUtils.forward(block, flat, true);
    }
  }

  /**
   * Calls a method with autograd off.
   *
   * @param owner the manager that owns the results
   * @param arguments {@link NDArray}s, {@link Double}s, and lists of arrays for {@code
   *     List[Tensor]}
   */
  public NDList compute(PtNDManager owner, String method, List<?> arguments) {
    IValue[] values = new IValue[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(arguments.get(i));
    }
    try (IValue result = IValueUtils.runMethod(block, method, values)) {
      return result.toNDList(owner);
    } finally {
      for (IValue value : values) {
        value.close();
      }
    }
  }

  @Override
  public void close() {
    block.close();
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray array) {
      return IValue.from(array);
    }
    if (argument instanceof Double number) {
      return IValue.from(number.doubleValue());
    }
    return IValue.listFrom(((List<?>) argument).toArray(new PtNDArray[0]));
  }
}
