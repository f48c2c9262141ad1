// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * Bounds the lifetime of tensors, and the recording of gradients, to a piece of work. Everything
 * native that is made inside a scope is freed at its end, constants included; only what {@link
 * #keep} returns survives, until its owner closes it.
 */
public final class Scope {
  private Scope() {}

  /** Runs work and frees every tensor made in it. */
  public static void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  /**
   * Runs work, frees every tensor made in it and returns its result, which must not be a tensor.
   *
   * @param <T> any type without tensors in it
   */
  public static <T> T call(Supplier<T> work) {
    try (PointerScope scope = new PointerScope()) {
      T result = work.get();
      if (result instanceof Tensor) {
        throw new IllegalArgumentException("a tensor leaves " + scope + "; use Scope.keep");
      }
      return result;
    }
  }

  /**
   * Makes a tensor that outlives all scopes; intermediate tensors are freed. Close it after use.
   */
  public static Tensor keep(Supplier<Tensor> work) {
    try (PointerScope scope = new PointerScope()) {
      Tensor result = work.get();
      if (result.isNull()) {
        throw new IllegalStateException("no tensor was made in " + scope);
      }
      return result.<Tensor>retainReference();
    }
  }

  /** Runs work without recording gradients. Tensors made in it live on in the enclosing scope. */
  public static <T> T withoutGradients(Supplier<T> work) {
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    try {
      return work.get();
    } finally {
      GradMode.set_enabled(before);
    }
  }
}
