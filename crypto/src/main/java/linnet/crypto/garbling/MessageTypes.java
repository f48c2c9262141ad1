// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.channel.MessageType;

/** What the full ReLU sends. */
final class MessageTypes {
  static final MessageType HASH_START = new MessageType(16, "hash start of the garbling");
  static final MessageType TABLES = new MessageType(17, "garbled tables");
  static final MessageType SERVER_LABELS = new MessageType(18, "labels of the server's shares");
  static final MessageType COLOURS = new MessageType(19, "output colours");

  private MessageTypes() {}
}
