import { createECDH, createHash, hkdfSync, type ECDH } from "node:crypto";

const KEY_BYTES = 32;

/** A private P-256 key (RFC 7518 §6.2). */
interface SigningKey {
  kty: "EC";
  crv: "P-256";
  alg: "ES256";
  use: "sig";
  kid: string;
  d: string;
  x: string;
  y: string;
}

/** Every key of one connector's authorization server. The first of a list is used, the rest is still recognized. */
export interface ServerKeys {
  /** Signs id tokens, which no MCP client needs; the library demands one. */
  jwks: { keys: SigningKey[] };
  /** Sign the provider's cookies. */
  cookies: string[];
  /** Seal the metadata of clients that register themselves into their ids. */
  clients: readonly Buffer[];
  /** Seals what a sign-in leaves in the store on its way. */
  flows: readonly Buffer[];
  /** Proves that a form is ours. */
  forms: Buffer;
}

/**
 * Derives the keys, so that replicas with the same secret share them and nothing must be distributed.
 *
 * @param secrets 32 bytes or more each: the current one, then those before it.
 */
export function serverKeys(secrets: readonly [Buffer, ...Buffer[]], connector: string): ServerKeys {
  const derive = (secret: Buffer, purpose: string) =>
    Buffer.from(hkdfSync("sha256", secret, "", `fairlead/sign-in/${connector}/${purpose}/1`, KEY_BYTES));
  const all = (purpose: string) => secrets.map((secret) => derive(secret, purpose));
  return {
    jwks: { keys: secrets.map((secret) => signingKey((attempt) => derive(secret, `id-token/${attempt}`))) },
    cookies: all("cookies").map((key) => key.toString("base64url")),
    clients: all("clients"),
    flows: all("flows"),
    forms: derive(secrets[0], "forms"),
  };
}

/** A P-256 private key is any number below the group's order: all but one in 2^32 of the derived ones are. */
function signingKey(candidate: (attempt: number) => Buffer): SigningKey {
  for (let attempt = 0; ; attempt += 1) {
    const pair = createECDH("prime256v1");
    const secret = candidate(attempt);
    if (!accepts(pair, secret)) continue;
    const point = pair.getPublicKey();
    return {
      kty: "EC",
      crv: "P-256",
      alg: "ES256",
      use: "sig",
      kid: createHash("sha256").update(point).digest("base64url").slice(0, 12),
      d: secret.toString("base64url"),
      x: point.subarray(1, 1 + KEY_BYTES).toString("base64url"),
      y: point.subarray(1 + KEY_BYTES).toString("base64url"),
    };
  }
}

function accepts(pair: ECDH, secret: Buffer): boolean {
  try {
    pair.setPrivateKey(secret);
    return true;
  } catch {
    return false;
  }
}
