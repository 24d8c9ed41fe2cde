import { startGitlab, type GitlabStandIn } from "@fairlead/sandbox/gitlab";
import { connectClient, startConnector } from "@fairlead/testkit";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gitlab } from "../src/connector.ts";

let standIn: GitlabStandIn;
let folder: string;
let proxy: Server;
let seen: string[];

/** An instance below a path, behind a certificate that only its own company knows. */
beforeAll(async () => {
  standIn = await startGitlab();
  folder = mkdtempSync(join(tmpdir(), "fairlead-ca-"));
  const subject = ["-subj", "/CN=gitlab.internal", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "ca.pem")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, ...files], {
    stdio: "ignore",
  });
  const keys = { key: readFileSync(join(folder, "key.pem")), cert: readFileSync(join(folder, "ca.pem")) };
  proxy = createServer(keys, (incoming, answer) => {
    seen.push(incoming.url ?? "");
    const { method, headers, url } = incoming;
    const outgoing = request(new URL(url ?? "/", standIn.url), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    incoming.pipe(outgoing);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => proxy.once("listening", resolve));
});
afterAll(async () => {
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  await standIn.close();
  rmSync(folder, { recursive: true, force: true });
});

async function me(caFile: string | undefined) {
  seen = [];
  const running = await startConnector(gitlab, {
    ...standIn.env(),
    GITLAB_URL: `https://127.0.0.1:${(proxy.address() as AddressInfo).port}/gitlab`,
    LOG_LEVEL: "error",
    ...(caFile !== undefined && { GITLAB_CA_FILE: caFile }),
  });
  const client = await connectClient(running.mcpUrl, "2026-07-28");
  try {
    return await client.call("get_me");
  } finally {
    await client.close();
    await running.close();
  }
}

test("an instance below a path, trusted by the certificate that the operator names", async () => {
  const { structured, text } = await me(join(folder, "ca.pem"));
  expect(structured, text).toMatchObject({ username: "mlind" });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((url) => !url.startsWith("/gitlab/api/v4/"))).toEqual([]);
});

test("without it nothing is sent", async () => {
  await me(undefined).catch(() => {});
  expect(seen).toEqual([]);
});

test("a file that holds no certificate stops the start", async () => {
  await expect(me(join(folder, "key.pem"))).rejects.toThrow(/certificate/i);
});
