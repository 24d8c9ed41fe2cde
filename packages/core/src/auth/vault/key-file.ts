import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseKeys } from "./parse-keys.ts";

/**
 * Reads a file of keys, which only its owner may read, and makes one with a new key where there is none. For one machine:
 * replicas need the same keys, from the operator.
 *
 * @throws Error when others may read it.
 */
export function keyFile(path: string): { kid: string; key: Buffer }[] {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  createOnce(path);
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new Error(`${path} holds the keys of the vault and others may read it: chmod 600 it.`);
  }
  return parseKeys(readFileSync(path, "utf8"));
}

/** Of several processes that start at once, one makes the key: a link appears whole or not at all. */
function createOnce(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const line = `${randomBytes(4).toString("hex")}:${randomBytes(32).toString("base64")}\n`;
  writeFileSync(draft, line, { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}
