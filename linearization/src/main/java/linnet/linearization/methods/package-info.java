// SPDX-License-Identifier: Apache-2.0
/** The linearization methods by name, with their options as users write them. */
package linnet.linearization.methods;
