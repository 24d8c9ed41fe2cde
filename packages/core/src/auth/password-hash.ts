import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";

/** 16 MB and some 50 ms a try (RFC 7914 §2). */
const COST = { N: 2 ** 14, r: 8, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** What a hash that somebody else has made may cost us. */
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;

/** @returns `scrypt:N:r:p:salt:hash`, the last two in base64url: nothing in it means anything to a shell. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return ["scrypt", N, r, p, salt.toString("base64url"), hash.toString("base64url")].join(":");
}

/** Whether it is the password that a hash was made of. */
export async function isPassword(password: string, hashed: string): Promise<boolean> {
  const [, N, r, p, salt = "", hash = ""] = hashed.split(":");
  const expected = Buffer.from(hash, "base64url");
  const found = await derive(password, Buffer.from(salt, "base64url"), { N: Number(N), r: Number(r), p: Number(p) });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

function derive(password: string, salt: Buffer, cost: Pick<ScryptOptions, "N" | "r" | "p">): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, HASH_BYTES, { ...cost, maxmem: MAX_MEMORY_BYTES }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
