// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Iterator;
import linnet.linearization.methods.Methods;

/** The names of all methods, for help and completion. */
final class MethodNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Methods.names().iterator();
  }
}
