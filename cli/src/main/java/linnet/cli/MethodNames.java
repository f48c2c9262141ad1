// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Iterator;
import linnet.linearization.methods.Methods;
import linnet.network.InputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of all methods, for the command line and its help. */
final class MethodNames implements Iterable<String>, ITypeConverter<String> {
  @Override
  public Iterator<String> iterator() {
    return Methods.names().iterator();
  }

  @Override
  public String convert(String name) {
    try {
      return Methods.byName(name).name();
    } catch (InputException unknown) {
      throw new TypeConversionException(unknown.getMessage());
    }
  }
}
