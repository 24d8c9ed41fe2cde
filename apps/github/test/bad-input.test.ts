import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { connectClient, startConnector, type RunningConnector, type TestClient } from "@fairlead/testkit";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { github } from "../src/connector.ts";

let standIn: GithubStandIn;
let running: RunningConnector;
let client: TestClient;
beforeAll(async () => {
  standIn = await startGithub();
  running = await startConnector(github, standIn.env());
  client = await connectClient(running.mcpUrl, "2026-07-28");
});
afterAll(async () => {
  await client.close();
  await running.close();
  await standIn.close();
});

describe("arguments", () => {
  test("an unknown field is refused by name, with the nearest one", async () => {
    const { code, text } = await client.call("get_repository", { owner: "harbor", repo: "docs", includes: ["readme"] });
    expect(code).toBe("invalid_input");
    expect(text).toContain('There is no field "includes". Did you mean "include"?');
  });

  test("a wrong type says where and what it accepts", async () => {
    const { code, text } = await client.call("list_commits", { owner: "harbor", repo: "docs", limit: "many" });
    expect(code).toBe("invalid_input");
    expect(text).toContain('"limit"');
  });

  test.each([
    { owner: "..", repo: "user" },
    { owner: "harbor", repo: ".." },
    { owner: "harbor/../..", repo: "user" },
    { owner: "harbor", repo: "%2e%2e" },
  ])("%o leads nowhere, and no request is sent", async (args) => {
    const before = standIn.control.requests().length;
    const { code } = await client.call("get_repository", args);
    expect(code).toBe("invalid_input");
    expect(standIn.control.requests().length).toBe(before);
  });

  test.each(["../../user", "/etc/passwd", "a/../../b", ".git/config"])(
    "the path %s is refused before anything is sent",
    async (path) => {
      const before = standIn.control.requests().length;
      const operations = [{ op: "create", path, content: "x" }];
      const { code } = await client.call("push_files", {
        owner: "harbor",
        repo: "docs",
        branch: "main",
        message: "x",
        operations,
      });
      expect(code).toBe("invalid_input");
      expect(standIn.control.requests().length).toBe(before);
    },
  );

  test("a cursor that is not ours, or of other arguments, is refused", async () => {
    const made = await client.call("list_commits", { owner: "harbor", repo: "storefront", cursor: "2" });
    expect(made).toMatchObject({ code: "invalid_input" });
    const { structured } = await client.call("list_commits", { owner: "harbor", repo: "storefront", limit: 2 });
    const cursor = structured["next_cursor"] as string;
    expect(cursor).toBeTypeOf("string");
    expect(await client.call("list_commits", { owner: "harbor", repo: "payments", cursor })).toMatchObject({
      code: "invalid_input",
    });
    expect(await client.call("list_commits", { owner: "harbor", repo: "storefront", cursor })).toMatchObject({
      isError: false,
    });
  });

  test("an unknown tool is the protocol's own error", async () => {
    await expect(client.call("get_everything")).rejects.toMatchObject({ code: -32602 });
  });
});

describe("HTTP", () => {
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const url = new URL(running.mcpUrl);
      const sent = request(
        {
          host: url.hostname,
          port: url.port,
          path: url.pathname,
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
        },
        (response) => {
          let text = "";
          response
            .setEncoding("utf8")
            .on("data", (chunk: string) => (text += chunk))
            .on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
        },
      );
      sent.on("error", reject).end(body);
    });
  const ping = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });

  test("a body over 4 MiB is refused with 413", async () => {
    expect((await post(Buffer.alloc(5 * 1024 * 1024, " "))).status).toBe(413);
  });

  test("a batch is refused", async () => {
    const { status, body } = await post(`[${ping},${ping}]`);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ error: { code: -32600 } });
  });

  test("deep nesting is refused", async () => {
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    const { status, body } = await post(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${deep}}`);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ error: { code: -32600 } });
  });

  test("an evil Origin is refused with 403, an unknown Host too", async () => {
    expect((await post(ping, { origin: "https://evil.example" })).status).toBe(403);
    expect((await post(ping, { origin: "null" })).status).toBe(403);
    expect((await post(ping, { host: "evil.example" })).status).toBe(403);
  });

  test("another content type is refused with 415, broken JSON with 400", async () => {
    expect((await post(ping, { "content-type": "text/plain" })).status).toBe(415);
    expect(JSON.parse((await post("{")).body)).toMatchObject({ error: { code: -32700 } });
  });

  test("a URL form that does not exist is 404 and names those that do", async () => {
    const response = await fetch(`${running.mcpUrl}/x/isues`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: ping,
    });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("Did you mean issues?");
  });
});
