// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps native code off standard output, which belongs to a command's result: Gloo announces there
 * each connection that it makes, and cannot be told not to.
 */
final class StandardOutput {
  private static final int OUT = 1;
  private static final int ERR = 2;

  private static int users;
  private static int saved;

  private StandardOutput() {}

  /** Runs work; what is printed meanwhile, by whomever, goes to standard error. */
  static <T> T spared(Supplier<T> work) {
    enter();
    try {
      return work.get();
    } finally {
      leave();
    }
  }

  private static synchronized void enter() {
    if (users++ == 0) {
      saved = call("dup", OUT);
      call("dup2", ERR, OUT);
    }
  }

  private static synchronized void leave() {
    if (--users == 0 && saved > ERR) {
      call("dup2", saved, OUT);
      call("close", saved);
    }
  }

  /** A function of the C library; -1 where there is none of that name. */
  @SuppressWarnings("restricted") // three calls of POSIX with plain numbers
  private static int call(String name, int... arguments) {
    FunctionDescriptor type =
        arguments.length == 1
            ? FunctionDescriptor.of(JAVA_INT, JAVA_INT)
            : FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);
    Linker linker = Linker.nativeLinker();
    Optional<MethodHandle> function =
        linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, type));
    if (function.isEmpty()) {
      return -1;
    }
    try {
      return arguments.length == 1
          ? (int) function.get().invokeExact(arguments[0])
          : (int) function.get().invokeExact(arguments[0], arguments[1]);
    } catch (Throwable e) { // a downcall declares it and has none to throw
      throw new IllegalStateException("the C library's " + name + " failed", e);
    }
  }
}
