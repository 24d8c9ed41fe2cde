import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ok, skip, type Check, type Finding } from "../check.ts";
import type { DoctorFacts } from "../doctor-facts.ts";
import { nearestFolder, unwritable } from "./writable.ts";

const MIB = 1024 * 1024;
const LITTLE = 1024 * MIB;
const TOO_LITTLE = 100 * MIB;

/** The folders that the server writes to: rights, and space. */
export const disk: Check = {
  name: "disk",
  run(facts) {
    const folders = foldersOf(facts);
    return folders.length === 0 ? [skip("Nothing is kept on this machine.")] : folders.map((each) => look(each, facts));
  },
};

function foldersOf({ settings: { data, cluster, audit } }: DoctorFacts): { name: string; folder: string }[] {
  const embedded = cluster.databaseUrl === undefined && cluster.redisUrl === undefined;
  const own = data === ":memory:" ? undefined : data;
  const files = audit.sink === "file" ? (audit.folder ?? join(own ?? ".", "audit")) : undefined;
  const checkpoints = audit.checkpoints === undefined ? undefined : dirname(audit.checkpoints);
  return [
    { name: "FAIRLEAD_DATA", folder: embedded ? own : undefined },
    { name: "AUDIT_FOLDER", folder: files },
    { name: "AUDIT_CHECKPOINTS", folder: checkpoints },
  ].flatMap(({ name, folder }) => (folder === undefined ? [] : [{ name, folder: resolve(folder) }]));
}

function look({ name, folder }: { name: string; folder: string }, { system }: DoctorFacts): Finding {
  const about = `${name} (${folder})`;
  const there = nearestFolder(folder);
  const reason = unwritable(there);
  if (reason !== undefined) {
    return {
      verdict: "fail",
      about,
      found: `It cannot be written: ${reason}.`,
      why: "The server keeps what must last there; writes are refused while the audit log cannot be written.",
      todo: "Give the server's user the folder (chown), or let the setting name one that it may write.",
    };
  }
  const { free, size } = system.space(there);
  if (free < LITTLE) {
    return {
      verdict: free < TOO_LITTLE ? "fail" : "warn",
      about,
      found: `${Math.floor(free / MIB)} MiB of ${Math.floor(size / MIB)} are free.`,
      why: "On a full disk, writes are refused, and nobody can sign in.",
      todo: "Make room, or a larger disk; see AUDIT_RETENTION_MS for how long audit records stay.",
    };
  }
  if (existsSync(folder) && (statSync(folder).mode & 0o077) !== 0 && name === "FAIRLEAD_DATA") {
    return {
      verdict: "warn",
      about,
      found: "Other users of this machine can look into it.",
      why: "Keys and tokens are there; each file is closed to others, but the folder should be, too.",
      todo: `chmod 700 ${folder}`,
    };
  }
  return ok(`It can be written, and ${Math.floor(free / MIB / 1024)} GiB are free.`, about);
}
