import { createHash } from "node:crypto";

/** A credential that the API takes. */
export interface Token {
  readonly id: number;
  readonly secret: string;
  readonly kind: "personal" | "project" | "group" | "oauth";
  readonly name: string;
  readonly username: string;
  readonly scopes: readonly string[];
  /** Undefined: it does not end. */
  readonly expiresAtMs?: number;
  /** The OAuth application that it was given to. */
  readonly clientId?: string;
}

/** A secret of the right look that is the same in every run: made from a name, so that none stands in the sources. */
export function tokenSecret(name: string, prefix = "glpat-"): string {
  return prefix + createHash("sha256").update(`gitlab stand-in ${name}`).digest("base64url").slice(0, 20);
}

const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  api: ["read_api", "read_user", "read_repository", "write_repository"],
  read_api: ["read_user", "read_repository"],
};

/** True where the token has the scope, or one that implies it. */
export function hasScope({ scopes }: Token, wanted: string): boolean {
  return scopes.some((scope) => scope === wanted || IMPLIED[scope]?.includes(wanted) === true);
}
