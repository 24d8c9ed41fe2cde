import { serve } from "@fairlead/core";
import { freePort } from "@fairlead/testkit/sign-in";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fixture } from "../src/connector.ts";
import { bearerProxy } from "./bearer-proxy.ts";
import { runAuthorization } from "./run-authorization.ts";
import { requiredScenarios, runSuite } from "./run-suite.ts";
import { runTasks } from "./run-tasks.ts";
import { startSignedIn } from "./sign-in.ts";

const REVISIONS = ["2025-11-25", "2026-07-28"];
/** The whole list, and two toolset URLs that must serve it alike. */
const PATHS = ["", "/x/plain,asking", "/x/asking,plain/readonly"];
/** All that the suite asks of an authorization server. */
const AUTHORIZATION = ["authorization-server-metadata-endpoint", "authorization-code-grant"];

const expectedFailures = fileURLToPath(new URL("expected-failures.yml", import.meta.url));
const outputFolder = mkdtempSync(join(tmpdir(), "fairlead-conformance-"));
let failures = 0;
let total = 0;

try {
  await checkOpenServer();
  await checkSignedInServer();
} finally {
  rmSync(outputFolder, { recursive: true, force: true });
}
print(`conformance: ${total - failures} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;

async function checkOpenServer(): Promise<void> {
  const served = await serve([fixture], {
    env: { PORT: "0", LOG_LEVEL: "warn", AUTH: "none", FAIRLEAD_DATA: ":memory:" },
    signals: false,
  });
  try {
    for (const path of PATHS) await checkServer(`${served.mcpUrls["fixture"]}${path}`, `/mcp${path}`);
    await checkTasks(served.mcpUrls["fixture"] ?? "", "/mcp");
  } finally {
    await served.close();
  }
}

/** The same once more behind sign-in, and the authorization server itself. */
async function checkSignedInServer(): Promise<void> {
  const port = await freePort();
  const { served, mcpUrl, client, consent, signIn } = await startSignedIn(`http://127.0.0.1:${port}/callback`);
  try {
    const { clientId } = client;
    const run = await runAuthorization({ issuer: served.url, clientId, resource: mcpUrl, port, open: consent });
    const missing = AUTHORIZATION.filter((name) => !run.passed.includes(name));
    const failed = [...new Set([...missing, ...run.failed])];
    count(AUTHORIZATION.length, failed.length, "the authorization server", run.output, failed, run.checks);

    const { access_token: token } = await signIn(mcpUrl);
    const proxy = await bearerProxy(mcpUrl, token);
    try {
      await checkServer(proxy.url, "/mcp behind a bearer");
      await checkTasks(proxy.url, "/mcp behind a bearer");
    } finally {
      await proxy.close();
    }
  } finally {
    await served.close();
  }
}

async function checkServer(url: string, place: string): Promise<void> {
  const target = url.replace("127.0.0.1", "localhost");
  // Side by side: much of a run is waiting, and the server has to keep its clients apart anyway.
  const runs = REVISIONS.map((revision) => runSuite({ revision, url: target, expectedFailures, outputFolder }));
  for (const { revision, passed, failed, checks, output } of await Promise.all(runs)) {
    const required = requiredScenarios(revision).length;
    const lacking = Math.max(required - passed.length, failed.length);
    count(required, lacking, `${revision} at ${place}`, output, failed, checks);
  }
}

async function checkTasks(url: string, place: string): Promise<void> {
  const run = await runTasks(url.replace("127.0.0.1", "localhost"), outputFolder);
  count(run.required, run.failed.length, `tasks at ${place}`, run.output, run.failed, run.checks);
}

function count(
  required: number,
  lacking: number,
  what: string,
  output: string,
  failed: readonly string[],
  checks: { passed: number; failed: number },
): void {
  total += required;
  failures += lacking;
  const detail = `, ${checks.passed} checks passed, ${checks.failed} failed`;
  print(`${lacking === 0 ? "✓" : "✗"} ${what}: ${required - lacking} of ${required} scenarios${detail}`);
  if (lacking === 0) return;
  print(`  failed: ${failed.join(", ") || "the suite did not run to its end"}`);
  print(output.slice(-4000));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
