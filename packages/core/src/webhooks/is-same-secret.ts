import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a secret that was sent is the one that is known. Takes the same time whatever differs, and however long it is. */
export function isSameSecret(given: string, secret: string): boolean {
  const [one, other] = [given, secret].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
