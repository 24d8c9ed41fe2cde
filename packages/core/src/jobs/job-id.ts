import { createHash, randomBytes } from "node:crypto";

/** 128 bits, without the colon that BullMQ keeps for itself; of a key, always the same. */
export function jobId(queue: string, key?: string): string {
  const bytes = key === undefined ? randomBytes(16) : createHash("sha256").update(`${queue}\0${key}`).digest();
  return `j${bytes.subarray(0, 16).toString("base64url")}`;
}
