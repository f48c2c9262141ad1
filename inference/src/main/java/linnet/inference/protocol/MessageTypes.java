// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.channel.MessageType;

/** What an inference sends, beside the messages of its sub-protocols. */
final class MessageTypes {
  static final MessageType GREETING = new MessageType(64, "greeting");
  static final MessageType PLAN = new MessageType(65, "plan");
  static final MessageType REQUEST = new MessageType(66, "request");
  static final MessageType CORRELATION_REQUEST = new MessageType(67, "correlation request");
  static final MessageType CORRELATION = new MessageType(68, "correlation");
  static final MessageType LINEARIZED = new MessageType(69, "shares of linearized units");
  static final MessageType MASKED_IMAGE = new MessageType(70, "masked image");
  static final MessageType LOGITS = new MessageType(71, "shares of the logits");
  static final MessageType VERDICT = new MessageType(72, "verdict");
  static final MessageType PIECE = new MessageType(73, "name of a piece");

  private MessageTypes() {}
}
