import { createHmac, timingSafeEqual } from "node:crypto";

/** Proves that a posted form is one that we have shown to this browser. */
export interface FormProof {
  /** @param subject what only this browser can name: an interaction, a session. */
  of(subject: string): string;
  holds(subject: string, csrf: string | undefined): boolean;
}

export function createFormProof(key: Buffer): FormProof {
  const of = (subject: string) => createHmac("sha256", key).update(subject).digest("base64url");
  return {
    of,
    holds(subject, csrf = "") {
      const expected = of(subject);
      return csrf.length === expected.length && timingSafeEqual(Buffer.from(csrf), Buffer.from(expected));
    },
  };
}
