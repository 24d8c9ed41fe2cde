import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export const MIRROR_PATH = "/health/mirror";

/** For how long a question is answered, in milliseconds: clocks differ, and a check of ours is about that. */
const VALID_MS = 3_600_000;

/** A request as it came to the server, behind whatever stands in front of it. */
export interface Mirrored {
  version: string;
  /** The Host that we go by: the proxy's word where it is trusted. */
  host: string;
  scheme: "http" | "https";
  /** Whose share of the limits it counted against. */
  address: string;
  /** Somebody wrote X-Forwarded-For whom we do not believe. */
  unheard: boolean;
  nowMs: number;
}

/** What a question bears to prove that it comes from whoever runs the server. */
export function askMirror(secret: Buffer, nowMs: number): { header: string; proves(answer: string): boolean } {
  const nonce = `${nowMs}.${randomBytes(12).toString("base64url")}`;
  const expected = proofOf(secret, "answer", nonce);
  return {
    header: `${nonce}.${proofOf(secret, "question", nonce)}`,
    proves: (answer) => isSame(answer, expected),
  };
}

/** @returns the proof that the answer bears; undefined for a question that nobody who knows a secret has asked lately. */
export function answerTo(header: string, secrets: readonly Buffer[], nowMs: number): string | undefined {
  const [at = "", random = "", proof = ""] = header.split(".");
  const nonce = `${at}.${random}`;
  if (!(Math.abs(nowMs - Number(at)) <= VALID_MS)) return undefined;
  const secret = secrets.find((each) => isSame(proof, proofOf(each, "question", nonce)));
  return secret && proofOf(secret, "answer", nonce);
}

function proofOf(secret: Buffer, which: "question" | "answer", nonce: string): string {
  return createHmac("sha256", secret).update(`fairlead/mirror/1\0${which}\0${nonce}`).digest("base64url");
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
