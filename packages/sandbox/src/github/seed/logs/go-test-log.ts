import { checkout, cleanUp, setUpJob } from "./common-steps.ts";
import type { Checkout } from "./common-steps.ts";
import { scriptLog } from "./script-log.ts";
import type { ScriptedLog } from "./script-log.ts";

/** Where the test of `harbor/payments` fails. */
export const goFailure = {
  package: "github.com/harbor/payments/internal/ledger",
  file: "internal/ledger/refund_test.go",
  line: 31,
  test: "TestPartialRefundSplitsFee",
  message: "fee share = 31, want 30",
} as const;

const PASSING = ["api", "currency", "gateway", "idempotency", "invoice", "settlement", "webhook"];

/** `go test ./... -v` with one failing test among many. */
export function goTestLog(startedAtMs: number, source: Checkout): ScriptedLog {
  const log = scriptLog(startedAtMs);
  setUpJob(log, "test");
  checkout(log, source);
  log.step("Run actions/setup-go@v6");
  log.group("Run actions/setup-go@v6", ["with:", "  go-version: 1.26", "  check-latest: false", "  token: ***"]);
  log.line("Setup go version spec 1.26");
  log.line("Found in cache @ /opt/hostedtoolcache/go/1.26.0/x64");
  log.line("go version go1.26.0 linux/amd64");
  log.step("Run go test -race -v ./...");
  log.group("Run go test -race -v ./...", ["go test -race -v ./...", "shell: /usr/bin/bash -e {0}"]);
  for (const name of [
    "github.com/jackc/pgx/v5 v5.8.0",
    "github.com/stretchr/testify v1.12.0",
    "golang.org/x/sync v0.20.0",
  ]) {
    log.line(`go: downloading ${name}`);
  }
  log.pause(21_000);
  for (const [i, name] of PASSING.entries()) {
    for (let n = 0; n < 40; n++) {
      const test = `Test${name.charAt(0).toUpperCase()}${name.slice(1)}Case${n + 1}`;
      log.line(`=== RUN   ${test}`);
      if (n % 8 === 3)
        log.line(`    ${name}_test.go:${40 + n}: retrying after error: connection reset (attempt 1 of 3)`);
      log.line(`--- PASS: ${test} (0.0${n % 10}s)`);
    }
    log.line("PASS");
    log.line(`ok  \tgithub.com/harbor/payments/internal/${name}\t0.${i + 1}42s`);
    if (name !== "idempotency") continue;
    log.line("=== RUN   TestFullRefundReturnsFee");
    log.line("--- PASS: TestFullRefundReturnsFee (0.00s)");
    log.line(`=== RUN   ${goFailure.test}`);
    log.line(`    refund_test.go:${goFailure.line}: ${goFailure.message}`);
    log.line(`--- FAIL: ${goFailure.test} (0.00s)`);
    log.line("FAIL");
    log.line(`FAIL\t${goFailure.package}\t0.118s`);
  }
  log.line("FAIL");
  log.line("##[error]Process completed with exit code 1.");
  log.fail();
  cleanUp(log);
  return log.end();
}
