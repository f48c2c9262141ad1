// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import java.util.function.Supplier;
import linnet.training.engine.Device;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.BroadcastOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Work;

/** Processes that are connected by one of libtorch's back ends. */
final class TorchCollective implements Collective {
  private static final String LOST =
      "Another process of this training is gone or does not answer; start the training again with --resume, it goes on from its last checkpoint.";

  private final Backend backend;
  private final Device device;
  private final int rank;
  private final int size;

  TorchCollective(Backend backend, Device device, int rank, int size) {
    this.backend = backend;
    this.device = device;
    this.rank = rank;
    this.size = size;
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void sum(Tensor values) {
    Scope.run(
        () -> {
          Tensor placed = placed(values);
          exchange(() -> backend.allreduce(new TensorVector(placed)));
          values.copy_(placed);
        });
  }

  private Tensor placed(Tensor values) {
    return device == Device.CUDA && !values.is_cuda() ? values.cuda() : values;
  }

  @Override
  public byte[] fromLeader(byte[] own) {
    int[] length = {own.length};
    int total = Scope.call(() -> Math.toIntExact(Tensors.toLongs(spread(Tensors.of(length)))[0]));
    if (total == 0) {
      return new byte[0];
    }
    byte[] room = leads() ? own : new byte[total];
    return Scope.call(() -> Tensors.toBytes(spread(Tensors.of(room))));
  }

  /** The leader's values, in the tensor of everybody. */
  private Tensor spread(Tensor values) {
    Tensor placed = placed(values);
    exchange(() -> backend.broadcast(new TensorVector(placed), new BroadcastOptions()));
    return placed;
  }

  private void exchange(Supplier<Work> operation) {
    Scope.run(
        () -> {
          if (!succeeds(operation)) {
            throw new LostProcessException(LOST);
          }
        });
  }

  private static boolean succeeds(Supplier<Work> operation) {
    try {
      return operation.get()._wait();
    } catch (RuntimeException e) { // JavaCPP throws the bare type for whatever c10d throws
      throw new LostProcessException(LOST, e);
    }
  }

  @Override
  public void close() {
    backend.close();
  }
}
