import { createPrivateKey } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { coreSettings, loadSettings } from "../config/index.ts";
import { testAuthority, writeCertified } from "../testing/index.ts";
import { readKeyPair } from "./read-key-pair.ts";

const folder = mkdtempSync(join(tmpdir(), "key-pair-"));
afterAll(() => rmSync(folder, { recursive: true }));
const authority = await testAuthority();
const good = await authority.issue();
const { certFile, keyFile } = writeCertified(join(folder, "good"), good);

const read = (env: Record<string, string>) => readKeyPair(loadSettings(coreSettings, { env }).tls);
const written = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test("reads a certificate with its chain, or nothing where nothing is set", () => {
  expect(read({})).toBeUndefined();
  const chained = written("chain.pem", `${good.cert}\n${authority.cert}`);
  expect(read({ SSL_CERT_PATH: chained, TLS_KEY_FILE: keyFile })?.chain).toHaveLength(2);
});

test("an encrypted key needs its passphrase", () => {
  const cipher = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "open sesame" } as const;
  const locked = written("locked.key", String(createPrivateKey(good.key).export(cipher)));
  const env = { TLS_CERT_FILE: certFile, TLS_KEY_FILE: locked };
  expect(read({ ...env, TLS_KEY_PASSPHRASE: "open sesame" })?.chain).toHaveLength(1);
  expect(() => read(env)).toThrow("set TLS_KEY_PASSPHRASE");
  expect(() => read({ ...env, TLS_KEY_PASSPHRASE: "canary" })).toThrow(
    /^(?!.*canary)[\s\S]*TLS_KEY_PASSPHRASE does not/,
  );
});

const other = writeCertified(join(folder, "other"), await authority.issue());
const expired = writeCertified(join(folder, "expired"), await authority.issue({ endsInDays: -1 }));
const early = writeCertified(join(folder, "early"), await authority.issue({ beginsInDays: 1 }));

test.each([
  ["only one of the two", { TLS_KEY_FILE: keyFile }, /TLS_CERT_FILE\n {4}found {4}nothing/],
  ["a file that is not there", { TLS_CERT_FILE: "/nowhere.pem", TLS_KEY_FILE: keyFile }, /no such file/],
  ["a folder", { TLS_CERT_FILE: folder, TLS_KEY_FILE: keyFile }, /That is a folder/],
  ["files the wrong way round", { TLS_CERT_FILE: keyFile, TLS_KEY_FILE: certFile }, /holds no PEM certificate/],
  ["no key", { TLS_CERT_FILE: certFile, TLS_KEY_FILE: certFile }, /TLS_KEY_FILE[\s\S]*holds no PEM private key/],
  [
    "another's key",
    { TLS_CERT_FILE: certFile, TLS_KEY_FILE: other.keyFile },
    /another certificate than the one for DNS:local/,
  ],
  [
    "a chain in the wrong order",
    { TLS_CERT_FILE: written("order.pem", authority.cert + good.cert), TLS_KEY_FILE: keyFile },
    /wrong order/,
  ],
  [
    "a chain that breaks off",
    { TLS_CERT_FILE: written("broken.pem", `${good.cert}\n${authority.cert.slice(0, -60)}`), TLS_KEY_FILE: keyFile },
    /TLS_CERT_FILE[\s\S]*TLS does not take it: .*bad end line/,
  ],
  ["an expired certificate", { TLS_CERT_FILE: expired.certFile, TLS_KEY_FILE: expired.keyFile }, /has expired on 2/],
  ["one that is not valid yet", { TLS_CERT_FILE: early.certFile, TLS_KEY_FILE: early.keyFile }, /clock right/],
])("%s is refused with the reason, and shows nothing of the key", (_what, env, reason) => {
  expect(() => read(env)).toThrow(reason);
  expect(() => read(env)).toThrow(/^(?![\s\S]*BEGIN)/);
});

test("a file of somebody else's is refused", () => {
  const locked = written("mode.key", good.key);
  chmodSync(locked, 0);
  const isRoot = process.geteuid?.() === 0;
  // Root may read everything: for this look it is somebody else.
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(() => read({ TLS_CERT_FILE: certFile, TLS_KEY_FILE: locked })).toThrow("may not read it");
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});
