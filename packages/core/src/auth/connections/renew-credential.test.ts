import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import type { Identity } from "../../connector/index.ts";
import { memoryStore, type Store } from "../../store/index.ts";
import { AuthChallenge } from "../auth-challenge.ts";
import { startTokenEndpoint, type TokenRequest } from "../testing/token-endpoint.ts";
import { githubApp } from "../testing/vendor-dialects.ts";
import { createVault, localKeyRing } from "../vault/index.ts";
import { createVendorAccess, type VendorGrant, type VendorSecret } from "../vendor/index.ts";
import type { ConnectionGrant } from "./connection-record.ts";
import { createConnections } from "./create-connections.ts";

const NOW_MS = Date.UTC(2026, 10, 22);
const principal = { tenant: "default", subject: "vendor:v:7" };
const client = { grantId: "g1", clientId: "client", clientName: "Client" };

interface Options {
  answer?: (request: TokenRequest, response: ServerResponse) => object | void;
  secret?: VendorSecret;
  kind?: VendorGrant["kind"];
  whoAmI?: () => Promise<Partial<Identity>>;
  wrap?: (store: Store) => Store;
}

/** One connection whose access token has an hour to live, at a vendor that answers as told. */
async function connected(options: Options = {}) {
  const { kind = "oauth", wrap = (store) => store } = options;
  let nowMs = NOW_MS;
  const endpoint = await startTokenEndpoint(
    options.answer ?? (() => ({ access_token: "new", refresh_token: "new-refresh", expires_in: 3600 })),
  );
  const identity: Identity = { subject: principal.subject, login: "ann", host: "v", kind: "app_user" };
  const vendor = createVendorAccess({
    connector: "vendor",
    title: "Vendor",
    signIn: { oauth: githubApp(endpoint.url) },
    identify: async () => ({ ...identity, ...(await options.whoAmI?.()) }),
    explain: () => undefined,
    now: () => nowMs,
  });
  const reports: string[] = [];
  const ended: [readonly ConnectionGrant[], string][] = [];
  const store = wrap(memoryStore({ now: () => nowMs }));
  const vault = createVault({ store, keyRing: localKeyRing([{ kid: "k", key: randomBytes(32) }]) });
  const connections = createConnections({
    store,
    vault,
    vendor,
    now: () => nowMs,
    report: (_error, what) => void reports.push(what),
  });
  connections.onGrantsEnded(async (grants, reason) => void ended.push([grants, reason]));
  const secret = options.secret ?? { access: "old", refresh: "old-refresh", expiresAtMs: NOW_MS + 3_600_000 };
  const record = await connections.save({ principal, grant: { kind, identity, secret }, profile: undefined, client });
  return {
    connections,
    record,
    endpoint,
    ended,
    reports,
    vault,
    advance: (ms: number) => void (nowMs += ms),
    status: async () => (await connections.list(principal))[0]?.status,
    [Symbol.asyncDispose]: () => endpoint[Symbol.asyncDispose](),
  };
}

const reply =
  (status: number, body = "") =>
  (_request: TokenRequest, response: ServerResponse) =>
    void response.writeHead(status).end(body);

const MINUTE = 60_000;

describe("a token is renewed", () => {
  test("only when it is about to end", async () => {
    await using it = await connected();
    it.advance(54 * MINUTE);
    expect(await it.connections.credential(it.record)).toEqual({ kind: "oauth", token: "old" });
    it.advance(2 * MINUTE);
    expect(await it.connections.credential(it.record)).toEqual({ kind: "oauth", token: "new" });
    expect(it.endpoint.received).toHaveLength(1);
    expect(await it.vault.get(it.record)).toMatchObject({ access: "new", refresh: "new-refresh" });
  });

  test("once for all who ask at the same time, and before anybody gets it, it is stored", async () => {
    await using it = await connected();
    it.advance(60 * MINUTE);
    const calls = Array.from({ length: 50 }, async () => {
      const { token } = await it.connections.credential(it.record);
      return [token, (await it.vault.get(it.record))?.access];
    });
    expect(new Set((await Promise.all(calls)).flat())).toEqual(new Set(["new"]));
    expect(it.endpoint.received).toHaveLength(1);
  });

  test("when the vendor refuses it early, but not again for those who met the old one", async () => {
    await using it = await connected();
    const how = { refused: "old" };
    expect((await it.connections.credential(it.record, how)).token).toBe("new");
    expect((await it.connections.credential(it.record, how)).token).toBe("new");
    expect(it.endpoint.received).toHaveLength(1);
  });

  test("and written again when the store fails: the vendor would not take the old one back", async () => {
    let failures = 0;
    await using it = await connected({
      wrap: (store) => ({
        ...store,
        async set(key, ...rest) {
          if (failures > 0 && key.startsWith("vault/")) {
            failures -= 1;
            throw new Error("disk full");
          }
          return store.set(key, ...rest);
        },
      }),
    });
    it.advance(60 * MINUTE);
    failures = 2;
    expect((await it.connections.credential(it.record)).token).toBe("new");
    expect([await it.vault.get(it.record), it.reports.length]).toEqual([expect.objectContaining({ access: "new" }), 2]);
  });
});

describe("the vendor has ended the sign-in", () => {
  test("clients get 401, their grants end, and the person's list says so", async () => {
    await using it = await connected({ answer: reply(400, '{"error":"invalid_grant"}') });
    it.advance(60 * MINUTE);
    await expect(it.connections.credential(it.record)).rejects.toMatchObject({ name: "AuthChallenge", status: 401 });
    expect(it.ended).toEqual([[[expect.objectContaining({ grantId: "g1" })], "reauthorize"]]);
    expect([await it.status(), await it.vault.get(it.record)]).toEqual(["reauthorize", undefined]);
    expect(await it.connections.ofGrant(principal, "g1")).toBeUndefined();
    await expect(it.connections.credential(it.record)).rejects.toBeInstanceOf(AuthChallenge);
    expect(it.endpoint.received).toHaveLength(1);
  });

  test("the challenge is the caller's, who knows the resource", async () => {
    await using it = await connected({ answer: reply(400, '{"error":"invalid_grant"}') });
    it.advance(60 * MINUTE);
    const challenge = new AuthChallenge(401, "Bearer resource_metadata=…", "again");
    await expect(it.connections.credential(it.record, { challenge: () => challenge })).rejects.toMatchObject({
      message: "again",
    });
  });

  test("a new sign-in mends it", async () => {
    await using it = await connected({ answer: reply(400, '{"error":"invalid_grant"}') });
    it.advance(60 * MINUTE);
    await expect(it.connections.credential(it.record)).rejects.toThrow();
    const identity: Identity = { subject: principal.subject, login: "ann", host: "v", kind: "app_user" };
    const grant: VendorGrant = { kind: "oauth", identity, secret: { access: "again" } };
    const record = await it.connections.save({
      principal,
      grant,
      profile: undefined,
      client: { ...client, grantId: "g2" },
    });
    expect([record.id, await it.status()]).toEqual([it.record.id, "active"]);
    expect((await it.connections.credential(record)).token).toBe("again");
  });

  test("a pasted token is good to its last moment, and nothing renews it", async () => {
    await using it = await connected({ kind: "token", secret: { access: "pat", expiresAtMs: NOW_MS + 1000 } });
    it.advance(999);
    expect((await it.connections.credential(it.record)).token).toBe("pat");
    it.advance(1);
    await expect(it.connections.credential(it.record)).rejects.toBeInstanceOf(AuthChallenge);
    expect([await it.status(), it.endpoint.received.length]).toEqual(["reauthorize", 0]);
  });

  test("a pasted token that the vendor refuses is over", async () => {
    await using it = await connected({ kind: "token", secret: { access: "pat" } });
    await expect(it.connections.credential(it.record, { refused: "pat" })).rejects.toBeInstanceOf(AuthChallenge);
    expect(await it.status()).toBe("reauthorize");
  });

  test("a renewed token of another account is not used", async () => {
    await using it = await connected({ whoAmI: async () => ({ subject: "vendor:v:8" }) });
    it.advance(60 * MINUTE);
    await expect(it.connections.credential(it.record)).rejects.toBeInstanceOf(AuthChallenge);
    expect([await it.vault.get(it.record), it.reports]).toEqual([undefined, ["identity changed on renewal"]]);
  });
});

describe("the vendor is in trouble: nobody is signed out", () => {
  const troubles: [string, Options["answer"]][] = [
    ["500", reply(500)],
    ["503 with invalid_grant in it", reply(503, '{"error":"invalid_grant"}')],
    ["429", reply(429)],
    ["HTML", reply(200, "<html>")],
    ["our app's secret is wrong", reply(401, '{"error":"invalid_client"}')],
    ["the line breaks", (_request, response) => void response.destroy()],
  ];
  test.each(troubles)("%s", async (_name, answer) => {
    await using it = await connected({ ...(answer && { answer }) });
    it.advance(60 * MINUTE);
    const failed = it.connections.credential(it.record);
    await expect(failed).rejects.toMatchObject({
      name: "ToolError",
      code: "upstream_unavailable",
      facts: { retryAfterS: 5 },
    });
    expect([await it.status(), it.ended, (await it.vault.get(it.record))?.refresh]).toEqual([
      "active",
      [],
      "old-refresh",
    ]);
  });

  test("what is still good is used meanwhile", async () => {
    await using it = await connected({ answer: reply(500) });
    it.advance(58 * MINUTE);
    expect((await it.connections.credential(it.record)).token).toBe("old");
    it.advance(2 * MINUTE);
    await expect(it.connections.credential(it.record)).rejects.toMatchObject({ code: "upstream_unavailable" });
  });

  test("a vendor that does not say whose a renewed token is, is believed; a new login is noted", async () => {
    let down = true;
    await using it = await connected({
      whoAmI: async () => (down ? Promise.reject(new Error("down")) : { login: "anna" }),
    });
    it.advance(60 * MINUTE);
    expect((await it.connections.credential(it.record)).token).toBe("new");
    down = false;
    it.advance(60 * MINUTE);
    await it.connections.credential(it.record);
    expect(await it.connections.list(principal)).toEqual([expect.objectContaining({ login: "anna", label: "ann" })]);
  });
});
