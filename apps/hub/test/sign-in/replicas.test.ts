import { createOAuthClient, freePort, type OAuthClient, signIn, type Tokens } from "@fairlead/testkit/sign-in";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

const PROCESSES = 3;
const CALLS = 20;
/** Four servers start here, on machines that have other work. */
const STARTING_MS = 180_000;
/** GitHub's tokens live for eight hours. */
const AHEAD_MS = 9 * 3_600_000;

const folder = mkdtempSync(join(tmpdir(), "fairlead-replicas-"));
const closing: (() => Promise<unknown>)[] = [];
let hub: RunningHub;
let client: OAuthClient;
/** Where each replica really is. */
let replicas: string[];

beforeAll(async () => {
  const publicUrl = `http://127.0.0.1:${await freePort()}`;
  const env = { PUBLIC_URL: publicUrl, FAIRLEAD_DATA: join(folder, "data") };
  hub = await startHub({ app: "app", mountByName: true, env: { ...env, PORT: new URL(publicUrl).port } });
  closing.push(() => hub.close());
  client = await createOAuthClient(`${hub.url}/github`, hub.mcpUrl);
  replicas = await Promise.all(Array.from({ length: PROCESSES }, () => startReplica(env)));
}, STARTING_MS);
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  rmSync(folder, { recursive: true });
});

test(
  "of sixty calls at three processes on a vendor token that has run out, one renews it and all succeed",
  async () => {
    const asked = client.authorization();
    const tokens = await client.redeem(asked, await signIn(hub.browser(), asked, "mlind"));
    // Their clocks are ahead, so the bearer must be of one of theirs.
    const response = await fetch(`${replicas[0]}/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "refresh_token",
        refresh_token: tokens.refresh_token,
        client_id: client.clientId,
      }),
    });
    const { access_token } = (await response.json()) as Tokens;
    const exchanges = () =>
      hub.standIn.control.requests().filter(({ path }) => path === "/login/oauth/access_token").length;
    const before = exchanges();
    const calls = replicas.flatMap((replica) =>
      Array.from({ length: CALLS }, () => callTool(`${replica}/mcp`, access_token, "get_me")),
    );
    const logins = (await Promise.all(calls)).map(({ structured }) => structured?.["login"]);
    expect(logins).toEqual(Array.from({ length: PROCESSES * CALLS }, () => "mlind"));
    expect(exchanges() - before).toBe(1);
  },
  STARTING_MS,
);

/** The hub's own program on the same data folder, nine hours later. */
async function startReplica(env: Record<string, string>): Promise<string> {
  const { clientId, clientSecret } = hub.standIn.apps.app;
  const port = await freePort();
  const later = `const now = Date.now; Date.now = () => now() + ${AHEAD_MS};`;
  const program = join(import.meta.dirname, "../../src/main.ts");
  const child = spawn(process.execPath, ["--import", `data:text/javascript,${encodeURIComponent(later)}`, program], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"] ?? "",
      ...env,
      PORT: String(port),
      GITHUB_HOST: hub.standIn.url,
      GITHUB_CLIENT_ID: clientId,
      GITHUB_CLIENT_SECRET: clientSecret,
      GITHUB_APP_KIND: "app",
      SHUTDOWN_GRACE_MS: "1000",
    },
  });
  const exit = once(child, "exit");
  closing.push(() => {
    child.kill("SIGTERM");
    return exit;
  });
  const lines = createInterface({ input: child.stdout });
  const ended = exit.then(([code]) => {
    throw new Error(`A replica ended with ${String(code)} before it served.`);
  });
  ended.catch(() => {});
  const serving = (async () => {
    for await (const line of lines) if (line.includes('"serving"')) return;
  })();
  await Promise.race([serving, ended]);
  child.stdout.resume();
  return `http://127.0.0.1:${port}/github`;
}
