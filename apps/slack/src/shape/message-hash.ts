import { createHash } from "node:crypto";

/** Tells whether a text is still the one that was read. */
export function messageHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
