import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from "node:crypto";
import type { Head } from "./chain.ts";

/** That a log had come this far: kept elsewhere, it shows when a log is cut off or written anew. */
export interface Checkpoint extends Head {
  logId: string;
  /** What is up to here was deleted by rule: a log may begin behind this one, and behind no other. */
  cut?: boolean;
}

/** Signs and reads checkpoints. */
export interface Notary {
  /** A signed note (C2SP signed-note, tlog-checkpoint): origin, size, hash, a blank line, the signature. */
  sign(checkpoint: Checkpoint): string;
  /** @returns undefined for a note that we have not signed as it stands. */
  open(note: string): Checkpoint | undefined;
  /** `name+hash+key`, for those who check our notes with tools of their own. */
  readonly verifierKey: string;
}

const ED25519 = 1;
/** PKCS #8 around a raw Ed25519 seed (RFC 8410 §7). */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const RAW_KEY_BYTES = 32;
const KEY_HASH_BYTES = 4;
/** An extension line (C2SP tlog-checkpoint). */
const CUT = "deleted up to here";

/**
 * @param secrets 32 bytes or more each: the current one signs; notes of those before it are still recognized
 * @param name whose log it is, without spaces and `+`: the host of PUBLIC_URL
 */
export function createNotary(secrets: readonly [Buffer, ...Buffer[]], name: string): Notary {
  const [current, ...previous] = secrets.map((secret) => signer(secret, name)) as [Signer, ...Signer[]];
  return {
    sign(checkpoint) {
      const text = textOf(name, checkpoint);
      const signature = sign(null, Buffer.from(text), current.privateKey);
      return `${text}\n\u2014 ${name} ${Buffer.concat([current.keyHash, signature]).toString("base64")}\n`;
    },
    open(note) {
      const { text, signature } = partsOf(note, name);
      const signed = [current, ...previous].some(
        ({ keyHash, publicKey }) =>
          keyHash.equals(signature.subarray(0, KEY_HASH_BYTES)) &&
          verify(null, Buffer.from(text), publicKey, signature.subarray(KEY_HASH_BYTES)),
      );
      return signed ? checkpointOf(text, name) : undefined;
    },
    verifierKey: current.verifierKey,
  };
}

interface Signer {
  privateKey: KeyObject;
  publicKey: KeyObject;
  keyHash: Buffer;
  verifierKey: string;
}

function signer(secret: Buffer, name: string): Signer {
  const seed = Buffer.from(hkdfSync("sha256", secret, "", "fairlead/audit/checkpoint/1", RAW_KEY_BYTES));
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-RAW_KEY_BYTES);
  const typed = Buffer.concat([Buffer.from([ED25519]), raw]);
  const keyHash = createHash("sha256").update(`${name}\n`).update(typed).digest().subarray(0, KEY_HASH_BYTES);
  return {
    privateKey,
    publicKey,
    keyHash,
    verifierKey: `${name}+${keyHash.toString("hex")}+${typed.toString("base64")}`,
  };
}

function textOf(name: string, { logId, seq, hash, cut = false }: Checkpoint): string {
  const extension = cut ? `${CUT}\n` : "";
  return `${name}/audit/${logId}\n${seq}\n${Buffer.from(hash, "base64url").toString("base64")}\n${extension}`;
}

function partsOf(note: string, name: string): { text: string; signature: Buffer } {
  const [text = "", last = ""] = note.split("\n\n");
  const prefix = `\u2014 ${name} `;
  const encoded = last.startsWith(prefix) ? last.slice(prefix.length).trim() : "";
  return { text: `${text}\n`, signature: Buffer.from(encoded, "base64") };
}

function checkpointOf(text: string, name: string): Checkpoint | undefined {
  const [origin = "", size = "", hash = "", extension] = text.split("\n");
  const prefix = `${name}/audit/`;
  if (!origin.startsWith(prefix) || !/^\d+$/.test(size)) return undefined;
  return {
    logId: origin.slice(prefix.length),
    seq: Number(size),
    hash: Buffer.from(hash, "base64").toString("base64url"),
    ...(extension === CUT && { cut: true }),
  };
}
