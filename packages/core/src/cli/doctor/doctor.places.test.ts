import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startGithub } from "@fairlead/sandbox/github";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { serve, type Served } from "../../serve.ts";
import { testAuthority, writeCertified } from "../../testing/index.ts";
import { checks } from "./checks/index.ts";
import { patient } from "./testing/doctor-vendor.ts";
import { examine } from "./testing/examine.ts";

const github = await startGithub({ seed: "empty" });
const authority = await testAuthority();
const ends: (() => unknown)[] = [];
let folder: string;
let env: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
  const { clientId: id, clientSecret: secret } = github.apps.oauth;
  env = {
    GITHUB_HOST: github.url,
    GITHUB_CLIENT_ID: id,
    GITHUB_CLIENT_SECRET: secret,
    FAIRLEAD_DATA: join(folder, "data"),
    LOG_LEVEL: "silent",
  };
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
  github.control.reset();
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => github.close());

async function open(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function running(more: Record<string, string> = {}): Promise<Served> {
  const served = await serve([patient], { env: { ...env, PORT: "0", ...more }, folder, signals: false });
  ends.push(() => served.close());
  return served;
}

/** A proxy that does what nginx does unless told otherwise: it replaces Host. */
function proxyTo(port: number, headers: Record<string, string | string[]>): Server {
  return createServer((incoming, answer) => {
    const { method, url, headers: own } = incoming;
    const outgoing = request(
      { port, host: "127.0.0.1", method, path: url, headers: { ...own, ...headers } },
      (from) => {
        answer.writeHead(from.statusCode ?? 502, from.headers);
        from.pipe(answer);
      },
    );
    outgoing.on("error", () => answer.writeHead(502).end());
    incoming.pipe(outgoing);
  });
}

describe("PUBLIC_URL", () => {
  test("leads to the server, which runs meanwhile: nothing is wrong", async () => {
    const { url } = await running();
    const found = await examine({ ...env, PORT: new URL(url).port });
    expect(found.of("proxy")).toMatchObject([{ verdict: "ok" }]);
    expect([found.code, found.with("fail"), found.with("warn")]).toEqual([0, [], []]);
    expect(found.of("audit")).toMatchObject([{ verdict: "ok" }]);
    // For whoever does not know the secret, nothing is there.
    expect((await fetch(`${url}/health/mirror`)).status).toBe(404);
  });

  test("leads somewhere else: another program, a redirect, another installation", async () => {
    const other = await open(createServer((_req, res) => void res.writeHead(404, { server: "other/1" }).end("no")));
    await running();
    const elsewhere = await examine({ ...env, PUBLIC_URL: `http://localhost:${other}` });
    expect(elsewhere.wrong("proxy")).toMatch(/something else answers \(404, other\/1\)[\s\S]*Correct PUBLIC_URL/);
    const moved = await open(
      createServer((_req, res) => void res.writeHead(308, { location: "https://x.example/" }).end()),
    );
    expect((await examine({ ...env, PUBLIC_URL: `http://localhost:${moved}` })).wrong("proxy")).toContain(
      "redirects to https://x.example/",
    );
    const { url } = await running({ FAIRLEAD_DATA: join(folder, "other") });
    expect((await examine({ ...env, PORT: new URL(url).port })).wrong("proxy")).toContain("another Fairlead answers");
  });

  test("leads through a proxy that drops the host, and that is not believed", async () => {
    const { url } = await running();
    const dropping = { host: "upstream.internal", "x-forwarded-for": "192.0.2.1" };
    const port = await open(proxyTo(Number(new URL(url).port), dropping));
    const found = await examine({ ...env, PUBLIC_URL: `http://localhost:${port}` });
    expect(found.wrong("proxy")).toMatch(/drops the host: requests for localhost:\d+ arrive for upstream\.internal/);
    expect(found.wrong("proxy")).toContain("proxy_set_header Host");
    expect(found.wrong("proxy")).toContain("Set TRUSTED_PROXIES");
  });

  test("leads through a proxy that does not reach the server", async () => {
    const port = await open(proxyTo(1, {}));
    const found = await examine({ ...env, PUBLIC_URL: `http://localhost:${port}` });
    expect(found.wrong("proxy")).toContain("a proxy answers 502");
  });

  test("has a name that DNS does not know", async () => {
    const resolve = () => Promise.reject(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }));
    const found = await examine({ ...env, PUBLIC_URL: "https://mcp.nowhere.invalid" }, { system: { resolve } });
    expect(found.wrong("dns")).toMatch(/mcp\.nowhere\.invalid, has no address: its name is not known/);
    expect(found.of("proxy")).toMatchObject([{ verdict: "skip" }]);
  });
});

describe("TLS", () => {
  const files = async (options: Parameters<typeof authority.issue>[0], name = "tls") => {
    const { certFile, keyFile } = writeCertified(join(folder, name), await authority.issue(options));
    return { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile };
  };
  const trusting = () => {
    const file = join(folder, "ca.pem");
    writeFileSync(file, authority.cert);
    return { args: ["--ca", file] };
  };

  test("with a good certificate is fine, seen from outside as well", async () => {
    const own = await files({});
    github.world.signIn.apps.get(github.apps.oauth.clientId)?.callbackUrls.push("https://127.0.0.1:");
    const { url } = await running(own);
    expect(url).toMatch(/^https:/);
    const found = await examine({ ...env, ...own, PORT: new URL(url).port }, trusting());
    expect([found.with("fail"), found.with("warn")]).toEqual([[], []]);
    expect(found.of("tls")).toHaveLength(2);
  });

  test("with a certificate that has expired, in our files or at the proxy", async () => {
    const found = await examine({ ...env, ...(await files({ endsInDays: -1 })) });
    expect(found.wrong("tls")).toMatch(/has expired on 2/);
    const expired = await authority.issue({ endsInDays: -1 });
    const port = await open(createSecureServer(expired, (_req, res) => void res.end()));
    const outside = await examine({ ...env, PUBLIC_URL: `https://localhost:${port}` }, trusting());
    expect(outside.wrong("tls")).toMatch(/No secure connection: its certificate has expired/);
  });

  test("with a certificate that is about to", async () => {
    expect((await examine({ ...env, ...(await files({ endsInDays: 3 })) })).wrong("tls")).toMatch(/expires on 2/);
  });

  test("with a key of another certificate", async () => {
    const own = await files({});
    const { TLS_KEY_FILE } = await files({}, "other");
    const found = await examine({ ...env, ...own, TLS_KEY_FILE });
    expect(found.wrong("tls")).toMatch(/belongs to another certificate/);
    expect(found.out).not.toContain("PRIVATE");
  });

  test("with a certificate for another name, or of an authority that nobody knows", async () => {
    const other = await files({ names: ["other.example"] });
    const found = await examine({ ...env, ...other, PUBLIC_URL: "https://localhost:9" });
    expect(found.wrong("tls")).toMatch(/for DNS:other\.example, not for localhost/);
    const port = await open(createSecureServer(await authority.issue(), (_req, res) => void res.end()));
    const unknown = await examine({ ...env, PUBLIC_URL: `https://localhost:${port}` });
    expect(unknown.wrong("tls")).toMatch(/authority that is known here[\s\S]*--ca/);
  });
});

describe("what is kept here", () => {
  test("in a folder that cannot be written", async () => {
    const closed = join(folder, "closed");
    mkdirSync(closed, { mode: 0o500 });
    // To root, every folder is open but those of the kernel.
    const data = process.getuid?.() === 0 ? "/sys/kernel" : closed;
    const found = await examine({ ...env, FAIRLEAD_DATA: join(data, "data") });
    expect(found.wrong("disk")).toMatch(/FAIRLEAD_DATA[\s\S]*cannot be written: [\s\S]*chown/);
    writeFileSync(join(folder, "file"), "");
    expect((await examine({ ...env, FAIRLEAD_DATA: join(folder, "file") })).wrong("disk")).toContain("not a folder");
  });

  test("on a disk that is nearly full", async () => {
    const space = (free: number) => ({ system: { space: () => ({ free, size: 1e11 }) } });
    expect((await examine(env, space(5e7))).with("fail")).toContain("disk");
    const found = await examine(env, space(5e8));
    expect(found.with("warn")).toContain("disk");
    expect(found.wrong("disk")).toMatch(/476 MiB of 95367 are free[\s\S]*Make room/);
  });

  test("for everybody to look into", async () => {
    mkdirSync(env["FAIRLEAD_DATA"] ?? "");
    chmodSync(env["FAIRLEAD_DATA"] ?? "", 0o755);
    expect((await examine(env)).wrong("disk")).toMatch(/chmod 700/);
  });

  test("by a later version", async () => {
    await (await running()).close();
    const database = new DatabaseSync(join(env["FAIRLEAD_DATA"] ?? "", "fairlead.db"));
    database.exec("INSERT INTO migration VALUES (99, 'from-the-future', 'x', 'x')");
    database.close();
    const found = await examine(env);
    expect(found.wrong("database")).toMatch(/later version: it has taken step 99[\s\S]*Start the version/);
    expect(found.with("fail")).toEqual(["database"]);
  });
});

test("settings that are wrong are told, and that nothing else was looked at", async () => {
  const found = await examine({ ...env, PORT: "80o" });
  expect(found.wrong("configuration")).toMatch(/PORT[\s\S]*"80o"[\s\S]*integer/);
  expect(found.of("others")).toHaveLength(1);
  const unsafe = await examine({ ...env, PUBLIC_URL: "http://mcp.example.com" });
  expect(unsafe.wrong("configuration")).toContain("an https URL");
  expect(unsafe.of("disk")).toHaveLength(1);
});

test.each([
  ["FAIRLEAD_TOOLSETS", "isues", true],
  ["FAIRLEAD_EXCLUDE_TOOLS", "edit_file,list_taems", true],
  ["FAIRLEAD_EXCLUDE_TOOLS", "edit_file,list_teams,call_tool", false],
  ["LIMIT_TOOL_CALLS", "edit_fiel=1/day", true],
])("what %s names must be there: %s", async (setting, value, refused) => {
  const found = await examine({ ...env, [setting]: value });
  expect(found.wrong("configuration").includes(setting)).toBe(refused);
});

test("a file where the folder should be is told once", async () => {
  const found = await examine({ ...env, FAIRLEAD_DATA: import.meta.filename });
  expect(found.wrong("disk")).toContain("it is a file, not a folder");
  expect(found.with("fail")).toEqual(["disk"]);
  expect(found.of("database")).toMatchObject([{ verdict: "skip" }]);
});

test("a variable that is nearly a setting is named, with the setting", async () => {
  const found = await examine({ ...env, PUBLIC_ULR: "https://mcp.example.com" });
  expect(found.wrong("configuration")).toMatch(/PUBLIC_ULR is no setting[\s\S]*PUBLIC_URL/);
  expect(found.with("warn")).toContain("configuration");
});

test("every check tells something, in the order in which they are declared", async () => {
  const { out } = await examine(env);
  const told = (JSON.parse(out) as { findings: { check: string }[] }).findings.map(({ check }) => check);
  expect([...new Set(told)]).toEqual(checks.map(({ name }) => name));
});
