import { ansi } from "./ansi.ts";
import { CLEAN_UP_LINES, checkout, cleanUp, setUpJob } from "./common-steps.ts";
import type { Checkout } from "./common-steps.ts";
import { scriptLog } from "./script-log.ts";
import type { LogScript, ScriptedLog } from "./script-log.ts";
import { roundingFailure } from "../../../harbor/story.ts";

/** Length of the log of a full verbose test run. */
const VITEST_LOG_LINES = 25_000;

const AREAS = ["account", "admin", "catalog", "checkout", "email", "i18n", "inventory", "search", "shipping", "tax"];
const PARTS = ["format", "guard", "list", "page", "query", "route", "sort", "store", "view"];
const CLAIMS = [
  "keeps the order of equal entries",
  "shows an error when the card is declined",
  "answers 404 for an unknown product",
  "does not lose the cart after a reload",
  "reports 0 errors for a valid address",
  "falls back to English",
  "refuses a negative quantity",
  "trims the search phrase",
  "retries once when the gateway fails",
  "hides sold out sizes",
];

function install(log: LogScript): void {
  log.step("Run actions/setup-node@v6");
  log.group("Run actions/setup-node@v6", ["with:", "  node-version: 24", "  cache: npm", "  token: ***"]);
  log.line("Found in cache @ /opt/hostedtoolcache/node/24.11.0/x64");
  log.group("Environment details", ["node: v24.11.0", "npm: 11.6.1", "yarn: 1.22.22"]);
  log.line("Cache hit for: node-cache-Linux-x64-npm-5e0c1d7f");
  log.step("Run npm ci");
  log.group("Run npm ci", [ansi.cyan("npm ci"), "shell: /usr/bin/bash -e {0}"]);
  log.pause(8_200);
  for (const name of ["inflight@1.0.6", "glob@7.2.3", "rimraf@3.0.2"]) {
    log.line(`npm warn deprecated ${name}: this version is no longer supported`);
  }
  log.line("");
  log.line("added 412 packages, and audited 413 packages in 9s");
  log.line("found 0 vulnerabilities");
}

const TESTS_PER_FILE = 40;

/** One passing test in the verbose reporter's form, with what it printed unless it is quiet. */
function passingTest(log: LogScript, n: number, quiet = false): void {
  const fileIndex = Math.trunc(n / TESTS_PER_FILE);
  const area = AREAS[Math.trunc(fileIndex / PARTS.length) % AREAS.length] ?? "admin";
  const part = PARTS[fileIndex % PARTS.length] ?? "view";
  const claim = `${CLAIMS[n % CLAIMS.length] ?? "works"} (case ${(n % TESTS_PER_FILE) + 1})`;
  const title = `src/${area}/${part}.test.ts ${ansi.dim(">")} ${area} ${part} ${ansi.dim(">")} ${claim}`;
  if (!quiet) {
    log.line(`${ansi.gray("stdout | ")}${title}`);
    log.line(`[${area}] GET /${area}/${part}?page=${(n % 5) + 1} 200`);
    log.line(`[${area}] ${(n % 11) + 1} rows in ${(n % 17) + 1} ms, cache ${n % 2 === 0 ? "hit" : "miss"}`);
    log.line(`[${area}] rendered ${part} for customer ${4_000 + (n % 97)}`);
    if (n % 61 === 30) log.line(`warning: ${area} settings are read from defaults`);
    log.line("");
  }
  log.line(` ${ansi.green("✓")} ${title} ${ansi.green(`${(n * 13) % 29}${ansi.dim("ms")}`)}`);
}

function failingTest(log: LogScript): void {
  const { file, suite, test, message } = roundingFailure;
  log.line(
    ` ${ansi.green("✓")} ${file} ${ansi.dim(">")} ${suite} ${ansi.dim(">")} is zero for an empty cart ${ansi.green(`0${ansi.dim("ms")}`)}`,
  );
  log.line(
    ` ${ansi.red("×")} ${file} ${ansi.dim(">")} ${suite} ${ansi.dim(">")} ${test} ${ansi.green(`6${ansi.dim("ms")}`)}`,
  );
  log.line(`   ${ansi.red(`→ ${message}`)}`);
}

function report(tests: number): string[] {
  const { file, suite, test, message, expected, received, line, column, frame } = roundingFailure;
  const source = frame.map((text, i) => `    ${ansi.gray(`${line - 2 + i}|`)} ${text}`);
  return [
    "",
    ansi.red(`${"⎯".repeat(7)}${ansi.bold(ansi.inverse(" Failed Tests 1 "))}${"⎯".repeat(7)}`),
    "",
    `${ansi.onRed(ansi.bold(" FAIL "))} ${file}${ansi.dim(" > ")}${suite}${ansi.dim(" > ")}${test}`,
    ansi.red(`${ansi.bold("AssertionError")}: ${message}`),
    "",
    ansi.green("- Expected"),
    ansi.red("+ Received"),
    "",
    ansi.green(`- ${expected}`),
    ansi.red(`+ ${received}`),
    "",
    `${ansi.cyan(" ❯")} ${file}:${ansi.dim(`${line}:${column}`)}`,
    ...source.slice(0, 3),
    `    ${ansi.gray("  |")} ${" ".repeat(column - 1)}${ansi.red("^")}`,
    ...source.slice(3),
    "",
    ansi.red(`${"⎯".repeat(24)}[1/1]⎯`),
    "",
    `##[error]AssertionError: ${message}`,
    "",
    `${ansi.dim(" Test Files ")} ${ansi.red("1 failed")}${ansi.dim(" | ")}${ansi.green("90 passed")} (91)`,
    `${ansi.dim("      Tests ")} ${ansi.red("1 failed")}${ansi.dim(" | ")}${ansi.green(`${tests} passed`)} (${tests + 1})`,
    `${ansi.dim("   Duration ")} 64.20s`,
    "",
    "##[error]Process completed with exit code 1.",
  ];
}

const made = new Map<string, ScriptedLog>();

/** A test job of `harbor/storefront`: green, or red as pull request 37 is. Made once: every reset asks for the same ones. */
export function vitestLog(startedAtMs: number, source: Checkout, outcome: "green" | "red"): ScriptedLog {
  const key = `${startedAtMs} ${source.sha} ${outcome}`;
  const log = made.get(key) ?? writeLog(startedAtMs, source, outcome);
  // Re-runs start at ever new times: a long demo must not keep them all.
  if (made.size >= 32) made.clear();
  made.set(key, log);
  return log;
}

function writeLog(startedAtMs: number, source: Checkout, outcome: "green" | "red"): ScriptedLog {
  const log = scriptLog(startedAtMs);
  setUpJob(log, "test");
  checkout(log, source);
  install(log);
  log.step("Run npm run types");
  log.group("Run npm run types", [ansi.cyan("npm run types"), "shell: /usr/bin/bash -e {0}"]);
  log.pause(5_400);
  log.line("> storefront@4.8.1 types");
  log.line("> tsc -p .");
  log.step("Run npx vitest run");
  log.group("Run npx vitest run", [
    ansi.cyan("npx vitest run"),
    "shell: /usr/bin/bash -e {0}",
    "env:",
    "  FORCE_COLOR: 1",
  ]);
  log.line("");
  log.line(
    `${ansi.bold(ansi.cyan(" RUN "))} ${ansi.cyan("v4.0.18")} ${ansi.gray("/home/runner/work/storefront/storefront")}`,
  );
  log.line("");
  let tests = 0;
  if (outcome === "green") {
    while (tests < 120) passingTest(log, tests++);
    log.line("");
    log.line(`${ansi.dim(" Test Files ")} ${ansi.green("90 passed")} (90)`);
    log.line(`${ansi.dim("      Tests ")} ${ansi.green("120 passed")} (120)`);
    cleanUp(log);
    return log.end();
  }
  while (log.lines() < 16_400) passingTest(log, tests++);
  failingTest(log);
  const until = VITEST_LOG_LINES - report(tests).length - CLEAN_UP_LINES;
  while (log.lines() < until) passingTest(log, tests++, until - log.lines() < 8);
  for (const text of report(tests + 4)) log.line(text);
  log.fail();
  cleanUp(log);
  return log.end();
}
