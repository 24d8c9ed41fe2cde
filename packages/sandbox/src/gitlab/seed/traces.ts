import { roundingFailure } from "../../harbor/story.ts";

const ESCAPE = "\u001B";
const ERASE = `${ESCAPE}[0K`;
const red = (text: string) => `${ESCAPE}[31m${text}${ESCAPE}[39m`;
const bold = (text: string) => `${ESCAPE}[32;1m${text}${ESCAPE}[0;m`;

export interface TraceFacts {
  project: string;
  sha: string;
  ref: string;
  atMs: number;
}

/** A trace as the runner writes it: sections that end and begin on one line, colours, carriage returns. */
function traceOf({ project, sha, ref, atMs }: TraceFacts, script: readonly string[], end: readonly string[]): string {
  const seconds = Math.floor(atMs / 1000);
  const section = (name: string, before: string, heading: string) =>
    `${before === "" ? "" : `section_end:${seconds}:${before}\r${ERASE}`}section_start:${seconds}:${name}\r${ERASE}${ERASE}${ESCAPE}[36;1m${heading}${ESCAPE}[0;m${ESCAPE}[0;m`;
  return [
    `${ERASE}Running with gitlab-runner 18.6.0 (5a3f91c2)${ESCAPE}[0;m`,
    section("prepare_executor", "", 'Preparing the "docker" executor'),
    `${ERASE}Using docker image sha256:5c1f for node:24 ...${ESCAPE}[0;m`,
    section("prepare_script", "prepare_executor", "Preparing environment"),
    "Running on runner-harbor-project-1-concurrent-0 via build-3...",
    section("get_sources", "prepare_script", "Getting source from Git repository"),
    "Fetching changes with git depth set to 20...",
    `remote: Counting objects:  12% (19/157)\rremote: Counting objects: 100% (157/157), done.`,
    bold(`Checking out ${sha.slice(0, 8)} as detached HEAD (ref is ${ref})...`),
    section("restore_cache", "get_sources", "Restoring cache"),
    `Checking cache for ${project}-default...`,
    "WARNING: cache.zip: error: not found on the server, building without it",
    section("step_script", "restore_cache", 'Executing "step_script" stage of the job script'),
    ...script,
    ...end.map((line, index) => (index === 0 ? `section_end:${seconds}:step_script\r${ERASE}${line}` : line)),
    "",
  ].join("\n");
}

const SUCCEEDED = [bold("Job succeeded")];
const failedWith = (reason: string) => [`${ESCAPE}[31;1mERROR: Job failed: ${reason}`, `${ESCAPE}[0;m`];

/** Length of the trace of a full test run. */
const LINES = 25_000;
const AREAS = ["account", "admin", "catalog", "checkout", "email", "inventory", "search", "shipping", "tax"];
const CLAIMS = [
  "keeps the order of equal entries",
  "shows an error when the card is declined",
  "answers 404 for an unknown product",
  "reports 0 errors for a valid address",
  "retries once when the gateway fails",
];

let suites: string | undefined;

/** The lines of every suite that passes, made once. */
function passingSuites(): string {
  suites ??= Array.from({ length: LINES }, (_, index) => {
    const area = AREAS[index % AREAS.length] ?? "";
    if (index % 900 === 450) return `stderr | src/${area}/retry.test.ts > Error: connection reset (attempt 1 of 3)`;
    const file = `src/${area}/part-${Math.floor(index / 40)}.test.ts`;
    return ` ${ESCAPE}[32m✓${ESCAPE}[39m ${file} > ${CLAIMS[index % CLAIMS.length]} ${index % 17}ms`;
  }).join("\n");
  return suites;
}

const failure = (): string[] => {
  const { file, suite, test, line, column, message, expected, received, frame } = roundingFailure;
  return [
    red(" ❯ ") + `${file} (5 tests | 1 failed) 14ms`,
    `   ${red("×")} ${suite} > ${test} 6ms`,
    "",
    red("⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯"),
    "",
    `${ESCAPE}[41m FAIL ${ESCAPE}[49m ${file} > ${suite} > ${test}`,
    red(`AssertionError: ${message}`),
    "",
    `- Expected\n+ Received\n\n- ${expected}\n+ ${received}`,
    "",
    ` ❯ ${file}:${line}:${column}`,
    ...frame.map((text, index) => `    ${line - 2 + index}|${text}`),
    "",
    " Test Files  1 failed | 624 passed (625)",
    "      Tests  1 failed | 24999 passed (25000)",
  ];
};

/** `npx vitest run` over the whole shop. */
export function vitestTrace(facts: TraceFacts, passed: boolean): string {
  const script = [
    bold("$ npm ci"),
    "added 412 packages in 8s",
    bold("$ npx vitest run"),
    ` RUN  v5.1.1 /builds/${facts.project}`,
    passingSuites(),
  ];
  if (passed) return traceOf(facts, [...script, "      Tests  25000 passed (25000)"], SUCCEEDED);
  return traceOf(facts, [...script, ...failure()], failedWith("exit code 1"));
}

export function buildTrace(facts: TraceFacts): string {
  return traceOf(facts, [bold("$ npm run build"), "✓ built in 41.20s"], SUCCEEDED);
}

/** `go test` of the payments service, whose ledger rounds where it should cut. */
export function goTrace(facts: TraceFacts): string {
  const passing = Array.from({ length: 400 }, (_, index) => [
    `=== RUN   TestCase${index}`,
    `--- PASS: TestCase${index} (0.0${index % 10}s)`,
  ]).flat();
  return traceOf(
    facts,
    [
      bold("$ go test -race -v ./..."),
      ...passing,
      "ok  \tgitlab.harbor.example/payments/internal/api\t0.142s",
      "=== RUN   TestPartialRefundSplitsFee",
      "    refund_test.go:31: fee share = 31, want 30",
      "--- FAIL: TestPartialRefundSplitsFee (0.00s)",
      "FAIL",
      "FAIL\tgitlab.harbor.example/payments/internal/ledger\t0.118s",
      "FAIL",
    ],
    failedWith("exit code 1"),
  );
}

/** A build that ran out of memory. */
export function killedTrace(facts: TraceFacts): string {
  const script = [
    bold("$ npm run build"),
    "transforming (1204) src/catalog/index.ts",
    "/bin/bash: line 173:    41 Killed                  npm run build",
  ];
  return traceOf(facts, script, failedWith("exit code 137"));
}

/** A machine that went away. */
export function lostTrace(facts: TraceFacts): string {
  return traceOf(
    facts,
    [bold("$ npm ci")],
    failedWith(
      "(system failure): Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running? (docker.go:771:120s)",
    ),
  );
}
