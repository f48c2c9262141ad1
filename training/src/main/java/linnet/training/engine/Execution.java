// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import linnet.network.InputException;
import org.bytedeco.pytorch.global.torch;

/**
 * Where and in which precision a model runs; {@code AUTO} is resolved on construction.
 *
 * @param precision {@link Precision#FP32} or {@link Precision#BF16}
 * @param device {@link Device#CPU} or {@link Device#CUDA}
 */
public record Execution(Precision precision, Device device) {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  /**
   * Resolves {@code AUTO}.
   *
   * @throws InputException if a GPU is asked for and there is none
   */
  public Execution {
    Libtorch.start();
    device = resolve(device);
    precision = resolve(precision, device);
  }

  /** The fastest that this machine offers. */
  public static Execution auto() {
    return new Execution(Precision.AUTO, Device.AUTO);
  }

  /** 32-bit floating point on the processor: the reference. */
  public static Execution fp32() {
    return new Execution(Precision.FP32, Device.CPU);
  }

  private static Device resolve(Device device) {
    boolean cuda = torch.cuda_is_available();
    if (device == Device.CUDA && !cuda) {
      throw new InputException(
          "There is no GPU that libtorch can use; choose the device cpu, or install the GPU build of Linnet and its driver.");
    }
    return cuda && device != Device.CPU ? Device.CUDA : Device.CPU;
  }

  private static Precision resolve(Precision precision, Device device) {
    if (precision != Precision.AUTO) {
      return precision;
    }
    return device == Device.CUDA || multipliesBfloat16() ? Precision.BF16 : Precision.FP32;
  }

  private static boolean multipliesBfloat16() {
    try {
      return multipliesBfloat16(Files.readString(PROCESSOR));
    } catch (IOException unknownProcessor) {
      return false; // not Linux: fp32 is right everywhere
    }
  }

  /**
   * Whether bfloat16 is the faster: in tiles (AMX), or in vectors on AMD's processors. Intel's have
   * the vectors, too, but multiply them no faster than fp32: without tiles, an Intel Xeon trained
   * 550 images/s in bfloat16 and 730 in fp32 (ResNet18 of width 16, {@code linnet train
   * --precision}).
   *
   * @param processor text of /proc/cpuinfo
   */
  static boolean multipliesBfloat16(String processor) {
    return processor.contains("amx_bf16")
        || (processor.contains("avx512_bf16") && processor.contains("AuthenticAMD"));
  }

  torch.ScalarType activations() {
    return precision == Precision.BF16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float;
  }
}
