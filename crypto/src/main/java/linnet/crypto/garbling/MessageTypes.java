// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.channel.MessageType;

/** What garbling sends. */
final class MessageTypes {
  static final MessageType HASH_START = new MessageType(16, "hash start of the garbling");
  static final MessageType TABLES = new MessageType(17, "garbled tables");
  static final MessageType SERVER_LABELS = new MessageType(18, "labels of the server's shares");
  static final MessageType COLOURS = new MessageType(19, "output colours");

  static final MessageType SIGN_START = new MessageType(48, "hash start of the comparisons");
  static final MessageType CORRECTIONS = new MessageType(49, "corrections of shares");
  static final MessageType SIGN_TABLES = new MessageType(50, "tables of the comparisons");
  static final MessageType SIGN_LABELS = new MessageType(51, "labels and rows of a layer");
  static final MessageType SIGN_ANSWERS = new MessageType(52, "answers of a layer");

  static final MessageType ARGMAX_START = new MessageType(53, "hash start of the choice of class");
  static final MessageType ARGMAX_TABLE = new MessageType(54, "table of the choice of class");
  static final MessageType ARGMAX_LABELS = new MessageType(55, "labels of the server's logits");

  private MessageTypes() {}
}
