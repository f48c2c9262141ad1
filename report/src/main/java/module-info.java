// SPDX-License-Identifier: Apache-2.0
/** Run directories and the HTML report. */
module linnet.report {
  requires static org.jspecify;
  requires transitive linnet.network;
  requires java.desktop;
  requires tools.jackson.dataformat.yaml;

  exports linnet.report;
  exports linnet.report.html;
  exports linnet.report.sweep;

  opens linnet.report.sweep to
      tools.jackson.databind;
}
