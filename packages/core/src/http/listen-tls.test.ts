import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { Agent, get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { coreSettings, loadSettings } from "../config/index.ts";
import { createLog } from "../observe/index.ts";
import { testAuthority, writeCertified, type Certified } from "../testing/index.ts";
import { listen } from "./index.ts";

const authority = await testAuthority();
let folder: string;
let logged: string;
const closers: (() => unknown)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tls-"));
  logged = "";
});
afterEach(async () => {
  // A server looks at its files until it has closed: gone too early, they would be told in the next test.
  for (const close of closers.splice(0).toReversed()) await close();
  rmSync(folder, { recursive: true });
});

async function serve(certified: Certified, handler: RequestListener = (_req, res) => void res.end("hello")) {
  const { certFile, keyFile } = writeCertified(folder, certified);
  const env = { PORT: "0", TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, TLS_RELOAD_MS: "10" };
  const log = createLog({ level: "info" }, { write: (line) => (logged += line) });
  const server = await listen(handler, loadSettings(coreSettings, { env }), log);
  closers.push(() => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    return closed;
  });
  return (server.address() as AddressInfo).port;
}

async function serial(port: number): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", ca: authority.cert, servername: "localhost" });
  try {
    await once(socket, "secureConnect");
    return socket.getPeerCertificate().serialNumber;
  } finally {
    socket.destroy();
  }
}

function body(port: number, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { port, host: "localhost", ca: authority.cert, agent };
    get(options, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve(text));
    }).on("error", reject);
  });
}

test("https is served by the certificate of the files, and by nothing that is not https", async () => {
  const port = await serve(await authority.issue());
  expect(await body(port)).toBe("hello");
  await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow();
  expect(await body(port)).toBe("hello");
});

test("new files serve the next connections; a connection that is open, and what it waits for, go on", async () => {
  const waiting = Promise.withResolvers<void>();
  const port = await serve(await authority.issue(), (_req, res) => {
    res.write("first ");
    void waiting.promise.then(() => res.end("last"));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  closers.push(() => agent.destroy());
  const sockets = new Set<TLSSocket>();
  agent.on("free", (socket: TLSSocket) => sockets.add(socket));
  const open = body(port, agent);
  const before = await serial(port);

  writeCertified(folder, await authority.issue());
  await expect.poll(() => serial(port)).not.toBe(before);
  waiting.resolve();
  expect(await open).toBe("first last");
  // The kept connection, made with the certificate before, takes the next request.
  expect(await body(port, agent)).toBe("first last");
  expect([...sockets].map((socket) => socket.getPeerCertificate().serialNumber)).toEqual([before]);
  expect(logged).toContain('"msg":"new certificate"');
});

test("files that do not go together leave the certificate before, and are told once until they are right", async () => {
  const port = await serve(await authority.issue());
  const before = await serial(port);
  const next = await authority.issue();
  const { key } = await authority.issue();
  writeCertified(folder, { cert: next.cert, key });
  await expect.poll(() => logged).toContain("the one before stays");
  expect(await serial(port)).toBe(before);
  writeCertified(folder, next);
  await expect.poll(() => serial(port)).not.toBe(before);
  expect(logged.match(/the one before stays/g)).toHaveLength(1);
});

test("halfway through a renewal the certificate before stays, which is told once; with its key, the new one serves", async () => {
  const port = await serve(await authority.issue());
  const before = await serial(port);
  const next = await authority.issue();
  writeFileSync(join(folder, "tls.crt"), next.cert);
  await expect.poll(() => logged).toContain("the one before stays");
  expect(await serial(port)).toBe(before);
  writeFileSync(join(folder, "tls.key"), next.key);
  await expect.poll(() => serial(port)).not.toBe(before);
  expect(logged.match(/the one before stays/g)).toHaveLength(1);
});

test("what only TLS itself finds wrong is told once as well", async () => {
  const port = await serve(await authority.issue());
  const before = await serial(port);
  const next = await authority.issue();
  const files = writeCertified(folder, { ...next, cert: `${next.cert}\n-----BEGIN CERTIFICATE-----\nMIIB` });
  const looks = vi.spyOn(X509Certificate.prototype, "checkPrivateKey");
  onTestFinished(() => looks.mockRestore());
  await expect.poll(() => looks.mock.calls.length).toBeGreaterThan(3);
  expect(logged.match(/the one before stays/g)).toHaveLength(1);
  expect(await serial(port)).toBe(before);
  writeFileSync(files.certFile, next.cert);
  await expect.poll(() => serial(port)).not.toBe(before);
});

test("a certificate that is about to end is told at the start", async () => {
  await serve(await authority.issue({ endsInDays: 5 }));
  expect(logged).toContain("the certificate expires soon");
});
