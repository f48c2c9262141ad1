// SPDX-License-Identifier: Apache-2.0
/** The linnet command. */
module linnet.cli {
  requires static org.jspecify;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;
  requires info.picocli;
  requires linnet.benchmarks;
  requires linnet.crypto;
  requires linnet.inference;
  requires linnet.linearization;
  requires linnet.material;
  requires linnet.network;
  requires linnet.report;
  requires linnet.serving;
  requires linnet.training;
  requires me.tongfei.progressbar;

  opens linnet.cli to
      info.picocli,
      tools.jackson.databind;

  exports linnet.cli;
}
