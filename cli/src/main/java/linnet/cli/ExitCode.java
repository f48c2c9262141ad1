// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the program ends; part of its interface, and listed by {@code --help}. */
public enum ExitCode {
  /** The command did what it was asked. */
  OK(0, "Success"),
  /** A defect of Linnet's. */
  INTERNAL(1, "Internal error, a defect of Linnet; -v shows the details"),
  /** Wrong options or arguments. */
  USAGE(2, "Wrong usage of the command line"),
  /** Data, a model or a file that cannot be used or written. */
  INPUT(3, "Bad input: data, model, run or file; also a full disk or a missing JDK"),
  /** A ReLU budget that the network cannot meet. */
  BUDGET(4, "A ReLU budget that cannot be met, or a mask that misses it"),
  /** The other party, another process of the same training, or the network failed. */
  PEER(5, "The other party, another process of a training, or the network: gone, unreachable"),
  /** The parties do not agree on program, version or parameters. */
  MISMATCH(6, "The two parties disagree on program, version or parameters"),
  /** The server does not want to, by its rules. */
  REFUSED(7, "Refused by the server: a quota is used up, or it is busy or stopping"),
  /** Pieces of material are gone at one end. */
  MATERIAL(8, "Prepared material is missing at one end; prepare more"),
  /** {@code infer --verify} found a difference. */
  DISAGREEMENT(9, "Verified predictions disagree with the executor in the clear"),
  /** {@code reproduce} ended with other weights or masks. */
  IRREPRODUCIBLE(10, "Other weights or masks came out of a repeated run"),
  /** Ctrl-C. */
  INTERRUPTED(130, "Interrupted; the last checkpoint is kept");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number that the shell sees. */
  public int code() {
    return code;
  }

  /** What the number means, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** Numbers and meanings for the help text. */
  static Map<String, String> list() {
    Map<String, String> list = new LinkedHashMap<>();
    for (ExitCode exit : values()) {
      list.put(String.valueOf(exit.code), exit.meaning);
    }
    return list;
  }
}
