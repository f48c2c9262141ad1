// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.Locale;
import linnet.network.InputException;
import linnet.network.LinnetException;
import org.bytedeco.pytorch.global.torch;

/** The native library: loading it, its threads, and its errors as sentences. */
public final class Libtorch {
  private static final String THREADS = "OMP_NUM_THREADS";

  private static boolean started;

  private Libtorch() {}

  /**
   * Loads the library if it is not loaded yet, which takes seconds.
   *
   * @throws InputException if it is missing or does not fit this machine
   */
  public static synchronized void start() {
    if (!started) {
      load();
      leaveNnpackOut();
      useTheCores();
      started = true;
    }
  }

  /**
   * NNPACK does not support every processor, and then warns on standard error whenever libtorch
   * asks for it: on an AMD EPYC, at each of many small fp32 convolutions.
   */
  private static void leaveNnpackOut() {
    torch.globalContext().setUserEnabledNNPACK(false);
  }

  /**
   * libtorch finds a single core where a virtual machine hides how its cores are built, and the
   * host's cores in a container that may use only some.
   */
  private static void useTheCores() {
    boolean unasked = System.getenv(THREADS) == null;
    int cores = Runtime.getRuntime().availableProcessors();
    int counted = torch.get_num_threads();
    if (unasked && (counted == 1 || counted > cores)) {
      torch.set_num_threads(cores);
    }
  }

  private static void load() {
    try {
      torch.hasCUDA();
    } catch (LinkageError e) {
      throw new InputException(
          "libtorch could not be loaded (%s); use an x86-64 Linux with the native jars of the build, and about 500 MB free in the JavaCPP cache."
              .formatted(firstLine(e)),
          e);
    }
  }

  /**
   * Sets the number of threads that one operation may use; results depend on it in the last bit.
   */
  public static void useThreads(int threads) {
    if (threads < 1) {
      throw new InputException("The number of threads must be at least 1, not " + threads + ".");
    }
    start();
    torch.set_num_threads(threads);
  }

  /** Number of threads that one operation may use. */
  public static int threads() {
    start();
    return torch.get_num_threads();
  }

  /**
   * Runs work and turns libtorch's own failures into one sentence.
   *
   * @throws InputException if memory runs out or an operation fails
   */
  public static void explainingFailures(Runnable work) {
    try {
      work.run();
    } catch (LinnetException | IllegalStateException | IllegalArgumentException e) {
      throw e; // ours already, or a bug that must show its trace
    } catch (OutOfMemoryError e) {
      throw outOfMemory(e);
    } catch (RuntimeException e) {
      throw e.getClass() == RuntimeException.class
          ? explained(e)
          : e; // JavaCPP throws the bare type
    }
  }

  private static InputException explained(RuntimeException e) {
    String reason = firstLine(e).toLowerCase(Locale.ROOT);
    if (reason.contains("memory") || reason.contains("bad_alloc")) {
      return outOfMemory(e);
    }
    return new InputException("libtorch failed (%s).".formatted(firstLine(e)), e);
  }

  private static InputException outOfMemory(Throwable e) {
    return new InputException(
        "Memory ran out; choose a smaller batch or a narrower network, or close other programs.",
        e);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given").strip();
  }
}
