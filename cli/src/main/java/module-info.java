// SPDX-License-Identifier: Apache-2.0
/** To be filled. */
module linnet.cli {}
