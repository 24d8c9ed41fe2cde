import { createHmac } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import type { Withheld } from "./event.ts";

/** Longer values are never shown, whatever their name. */
const MAX_SHOWN = 200;

/** Proof of values that are not kept. */
export interface Withhold {
  /** Names the key, so that a proof can be checked after it has been changed. */
  readonly keyId: string;
  value(value: unknown): Withheld;
  /** Arguments for a record: those in `shown` as they are, of the others only proof. */
  args(args: Readonly<Record<string, unknown>>, shown: ReadonlySet<string>): Record<string, unknown>;
}

/** @param key 32 bytes that only we know: without it, short values could be guessed from their hashes. */
export function createWithhold(key: Buffer, keyId: string): Withhold {
  const proof = (value: unknown): Withheld => {
    const text = canonicalJson(value) ?? "null";
    return { hmac: createHmac("sha256", key).update(text).digest("base64url"), length: text.length };
  };
  return {
    keyId,
    value: proof,
    args: (args, shown) =>
      Object.fromEntries(
        Object.entries(args).map(([name, value]) => [name, shown.has(name) && isShort(value) ? value : proof(value)]),
      ),
  };
}

function isShort(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length <= 20 && value.every((each) => isShort(each) && typeof each !== "object");
  if (typeof value === "string") return value.length <= MAX_SHOWN;
  return value === null || typeof value === "number" || typeof value === "boolean";
}
