import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

const github = await startGithub();
const mlind = testClient(github);
const topics = "/repos/harbor/docs/topics";
const put = async () => mlind.call("PUT", topics, { names: ["new"] });
const stored = () => [...github.world.repositories.values()].find(({ fullName }) => fullName === "harbor/docs")?.topics;

beforeEach(() => github.control.reset());
afterAll(async () => github.close());

const post = async (name: string, body: unknown) =>
  fetch(`${new URL(github.url).origin}/_control/${name}`, { method: "POST", body: JSON.stringify(body) });

const sign = (body = "") => `sha256=${createHmac("sha256", "s3cret").update(body).digest("hex")}`;

describe("faults", () => {
  test("an answer in place of the handler commits nothing", async () => {
    github.control.fault({
      method: "PUT",
      path: topics,
      effect: { status: 502, headers: { "x-why": "test" }, body: "<html>" },
    });
    const reply = await put();
    expect([reply.status, reply.body, reply.headers.get("x-why")]).toEqual([502, "<html>", "test"]);
    expect(stored()).toEqual(["documentation"]);
    expect((await put()).status).toBe(200);
  });

  test("a cut before the handler commits nothing, a cut after it has committed", async () => {
    github.control.fault({ method: "PUT", path: "/repos/**", effect: { cut: "before" } });
    await expect(put()).rejects.toThrow("fetch failed");
    expect(stored()).toEqual(["documentation"]);
    github.control.fault({ method: "PUT", path: "/repos/**", effect: { cut: "after" } });
    await expect(put()).rejects.toThrow("fetch failed");
    expect(stored()).toEqual(["new"]);
    expect(github.control.requests().map(({ aborted, faulted, status }) => ({ aborted, faulted, status }))).toEqual([
      { aborted: false, faulted: "cut", status: undefined },
      { aborted: false, faulted: "cut", status: undefined },
    ]);
  });

  test("a truncated body breaks off in the middle", async () => {
    github.control.fault({ path: topics, effect: { truncate: true } });
    const response = await fetch(github.restUrl + topics, {
      headers: { authorization: `Bearer ${github.tokens.mlind}` },
    });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test("the secondary limit comes as 403 or 429, with or without headers", async () => {
    github.control.fault({ effect: { secondary: 429 } });
    github.control.fault({ effect: { secondary: 403, headers: false } });
    const [first, second] = [await put(), await put()];
    expect([first.status, first.headers.get("retry-after")]).toEqual([429, "60"]);
    expect([second.status, second.headers.get("retry-after")]).toEqual([403, null]);
    expect(second.body).toMatchObject({ message: expect.stringMatching(/secondary rate/i) });
  });

  test("single sign-on names its address; the primary limit leaves n; GraphQL is limited with 200", async () => {
    github.control.fault({ effect: { sso: { organization: "harbor" } } });
    expect((await put()).headers.get("x-github-sso")).toMatch(/^required; url=http.*\/orgs\/harbor\/sso/);
    github.control.fault({ effect: { primary: { left: 1 } } });
    expect((await put()).headers.get("x-ratelimit-remaining")).toBe("0");
    expect((await put()).status).toBe(403);
    github.control.fault({ path: "/graphql", effect: { graphqlLimit: true } });
    const response = await fetch(github.graphqlUrl, {
      method: "POST",
      headers: { authorization: `Bearer ${github.tokens.trenn}` },
      body: "{}",
    });
    expect(await response.json()).toMatchObject({ errors: [{ type: "RATE_LIMIT" }] });
  });

  test("a delay waits; a hanging request ends when its client leaves, and the log says when", async () => {
    github.control.fault({ effect: { delayMs: 60 } });
    const startedAt = performance.now();
    expect((await put()).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(55);

    github.control.fault({ path: "/user", effect: { hang: true } });
    const abort = new AbortController();
    const hanging = fetch(`${github.restUrl}/user`, {
      headers: { authorization: `Bearer ${github.tokens.mlind}` },
      signal: abort.signal,
    });
    const row = () => github.control.requests().find(({ path }) => path === "/user");
    await expect.poll(() => row()?.startedAt).toBeTypeOf("number");
    const leftAt = Date.now();
    abort.abort();
    await expect(hanging).rejects.toThrow();
    await expect.poll(() => row()?.aborted).toBe(true);
    expect((row()?.abortedAt ?? Infinity) - leftAt).toBeLessThan(100);
    expect(row()?.status).toBeUndefined();
  });

  test("a client that leaves during a delay has committed nothing", async () => {
    github.control.fault({ method: "PUT", effect: { delayMs: 10_000 } });
    await expect(
      fetch(github.restUrl + topics, {
        method: "PUT",
        headers: { authorization: `Bearer ${github.tokens.mlind}` },
        body: '{"names":["late"]}',
        signal: AbortSignal.timeout(50),
      }),
    ).rejects.toThrow();
    await expect.poll(() => github.control.requests()[0]?.aborted).toBe(true);
    expect(stored()).toEqual(["documentation"]);
  });
});

describe("from another process", () => {
  test("the same switches answer under /_control", async () => {
    await post("fault", { path: topics, effect: { status: 500 } });
    expect((await mlind.get(topics)).status).toBe(500);
    const requests = (await (await fetch(`${github.url}/_control/requests`)).json()) as {
      path: string;
      headers: object;
      login: string;
    }[];
    expect(requests).toMatchObject([{ path: topics, login: "mlind" }]);
    expect(requests[0]?.headers).not.toHaveProperty("authorization");
    await post("clock", { atMs: Date.UTC(2030, 0, 1) });
    expect((await (await post("advance", { ms: 1000 })).json()) as object).toEqual({ now: "2030-01-01T00:00:01.000Z" });
    await post("reset", {});
    expect(github.control.requests()).toEqual([]);
  });

  test("nonsense is refused with a sentence", async () => {
    const replies = await Promise.all([post("nope", {}), post("advance", {}), post("fault", {})]);
    expect(replies.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await replies[1]?.json()).toEqual({ error: '"ms" must be a number' });
  });
});

test("events go out signed over the raw body, by hand and by themselves", async () => {
  const got: { headers: NodeJS.Dict<string | string[]>; body: string }[] = [];
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      got.push({ headers: request.headers, body });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
  const target = {
    url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/github`,
    secret: "s3cret",
  };
  github.control.webhook(target);
  const delivery = await github.control.emit({
    event: "issues",
    action: "edited",
    repository: "harbor/docs",
    deliveryId: "d-1",
    payload: { issue: { number: 3 } },
  });
  expect(delivery).toEqual({ deliveryId: "d-1", status: 202 });
  await github.control.emit({ event: "ping", signature: "wrong" });
  await put();
  await mlind.call("PATCH", "/repos/harbor/docs", { description: "New" });
  await expect.poll(() => got.length).toBe(3);
  expect(got[0]?.headers).toMatchObject({
    "x-github-event": "issues",
    "x-github-delivery": "d-1",
    "x-hub-signature-256": sign(got[0]?.body),
  });
  expect(JSON.parse(got[0]?.body ?? "")).toMatchObject({
    action: "edited",
    issue: { number: 3 },
    repository: { full_name: "harbor/docs" },
    organization: { login: "harbor" },
  });
  expect(got[1]?.headers["x-hub-signature-256"]).not.toBe(sign(got[1]?.body));
  expect(got[2]?.headers).toMatchObject({ "x-github-event": "repository", "x-hub-signature-256": sign(got[2]?.body) });
  receiver.close();
});
