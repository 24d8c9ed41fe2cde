import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What the sealed text is for. A text sealed for one purpose cannot be opened for another. */
export type Purpose = "cursor" | "state" | "session" | "task";

/** Encrypts small values that travel through the client and come back. */
export interface Sealer {
  /**
   * @param binding What the value belongs to: it opens only with the same.
   * @returns base64url, opaque to the client.
   */
  seal(purpose: Purpose, value: unknown, options: { ttlMs: number; binding?: string }): string;
  /** @returns undefined when the text is not ours, was changed, has expired or belongs to something else. */
  open(purpose: Purpose, sealed: string, binding?: string): { value: unknown } | undefined;
}

/**
 * @param secret At least 32 bytes; the same on every replica.
 */
export function createSealer(secret: Buffer, now: () => number = Date.now): Sealer {
  // Key objects, not bytes: Node prepares bytes anew for every text, which takes seven times as long as opening one.
  const keys = new Map<Purpose, KeyObject>();
  const keyFor = (purpose: Purpose) => {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const key = createSecretKey(new Uint8Array(hkdfSync("sha256", secret, "", `fairlead/${purpose}/1`, 32)));
    keys.set(purpose, key);
    return key;
  };

  return {
    seal(purpose, value, { ttlMs, binding = "" }) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, keyFor(purpose), nonce);
      cipher.setAAD(Buffer.from(binding));
      const text = JSON.stringify([now() + ttlMs, value]);
      return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
        "base64url",
      );
    },
    open(purpose, sealed, binding = "") {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
      // Decoding is lenient. One value, one text: what was revoked by its text stays revoked in every spelling.
      if (bytes.toString("base64url") !== sealed) return undefined;
      try {
        const decipher = createDecipheriv(ALGORITHM, keyFor(purpose), bytes.subarray(0, NONCE_BYTES));
        decipher.setAAD(Buffer.from(binding));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
        const [expiresAt, value] = JSON.parse(text.toString("utf8")) as [number, unknown];
        return now() < expiresAt ? { value } : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** A short fingerprint of a JSON value, the same for the same value whatever the order of its keys. */
export function fingerprint(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("base64url").slice(0, 22);
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
}
