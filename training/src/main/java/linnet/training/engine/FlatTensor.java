// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Many named tensors in one contiguous fp32 buffer, so that an optimizer handles all of them with a
 * few operations. Convolution weights {@code [O, I, k, k]} lie in channels-last order.
 */
final class FlatTensor implements AutoCloseable {
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private final Tensor buffer;

  /** Zeros of the given shapes. */
  FlatTensor(Map<String, int[]> shapes, Execution execution) {
    long size = shapes.values().stream().mapToLong(FlatTensor::size).sum();
    buffer = Scope.keep(() -> Placement.of(execution).place(torch.zeros(Math.max(1, size))));
    long offset = 0;
    for (var entry : shapes.entrySet()) {
      long start = offset;
      views.put(entry.getKey(), Scope.keep(() -> view(start, entry.getValue())));
      offset += size(entry.getValue());
    }
  }

  private static long size(int[] shape) {
    return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
  }

  private Tensor view(long offset, int[] shape) {
    Tensor part = buffer.narrow(0, offset, size(shape));
    if (shape.length == 4) {
      return part.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2);
    }
    return part.view(Arrays.stream(shape).asLongStream().toArray());
  }

  Tensor buffer() {
    return buffer;
  }

  Set<String> names() {
    return views.keySet();
  }

  Tensor get(String name) {
    Tensor view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException("no parameter is called " + name);
    }
    return view;
  }

  /** Overwrites one tensor with values in row-major order. */
  void set(String name, float[] values) {
    Scope.run(
        () ->
            Scope.withoutGradients(
                () -> get(name).copy_(Tensors.of(values, get(name).sizes().vec().get()))));
  }

  @Override
  public void close() {
    views.values().forEach(Tensor::close);
    buffer.close();
  }
}
