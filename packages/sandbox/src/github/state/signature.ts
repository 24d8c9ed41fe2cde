import type { Account } from "./account.ts";
import type { Signature } from "./git.ts";

/** How GitHub names a person in commits made through its API. */
export function signatureOf(account: Account, atMs: number): Signature {
  return {
    name: account.name ?? account.login,
    email: account.email ?? `${account.id}+${account.login}@users.noreply.github.com`,
    atMs,
  };
}

/** Committer of commits that GitHub makes itself: edits of files, merges. */
export function webFlow(atMs: number): Signature {
  return { name: "GitHub", email: "noreply@github.com", atMs };
}

/** A stand-in for GitHub's own signature: it makes `verification.verified` true. */
export const webFlowSignature = [
  "-----BEGIN PGP SIGNATURE-----",
  "",
  "wsFcBAABCAAQBQJnstandinCRC1aQ7uu5UhlAAAsandbox",
  "=fair",
  "-----END PGP SIGNATURE-----",
].join("\n");
