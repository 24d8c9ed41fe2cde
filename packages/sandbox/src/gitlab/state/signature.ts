import type { Signature } from "../../git/index.ts";
import type { User } from "./account.ts";

/** How GitLab signs commits that it makes for somebody. */
export function signatureOf({ name, email }: User, atMs: number): Signature {
  return { name, email, atMs };
}
