// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.MessageType;

/** What the transfers send. */
final class MessageTypes {
  static final MessageType BASE_POINT = new MessageType(1, "base transfer point");
  static final MessageType BASE_CHOICES = new MessageType(2, "base transfer choices");
  static final MessageType BATCH_SEEDS = new MessageType(3, "transfer batch seeds");
  static final MessageType EXTENSION = new MessageType(4, "transfer extension columns");

  static final MessageType TREES = new MessageType(5, "transfer trees");

  private MessageTypes() {}
}
