import { createHash } from "node:crypto";

/** The five token families by prefix; only the first two report their scopes in headers. */
export type TokenKind = "classic" | "oauth" | "fine-grained" | "user-to-server" | "installation";

const PREFIX: Record<TokenKind, string> = {
  classic: "ghp_",
  oauth: "gho_",
  "fine-grained": "github_pat_",
  "user-to-server": "ghu_",
  installation: "ghs_",
};

export interface Token {
  secret: string;
  kind: TokenKind;
  /** Login of its owner. */
  login: string;
  /** Granted scopes; undefined for kinds that have permissions instead. */
  scopes?: readonly string[];
  /** Fine-grained permissions, such as `{ contents: "write" }`; undefined = all. */
  permissions?: Readonly<Record<string, "read" | "write">>;
  /** End of life in ms since the epoch. */
  expiresAtMs?: number;
  /** OAuth app that it was issued to. */
  clientId?: string;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function letters(seed: string, length: number): string {
  let out = "";
  for (let block = 0; out.length < length; block++) {
    for (const byte of createHash("sha256").update(`${seed}#${block}`).digest()) out += ALPHABET.charAt(byte % 62);
  }
  return out.slice(0, length);
}

/** A token of the right look (`ghp_` + 36 characters, `github_pat_` + 22 + `_` + 59), always the same for one seed. */
export function tokenSecret(kind: TokenKind, seed: string): string {
  const prefix = PREFIX[kind];
  return kind === "fine-grained"
    ? `${prefix}${letters(seed, 22)}_${letters(`${seed}/tail`, 59)}`
    : prefix + letters(seed, 36);
}

const IMPLIED: Record<string, readonly string[]> = {
  repo: ["public_repo", "repo:status", "repo_deployment", "repo:invite", "security_events"],
  "admin:org": ["write:org", "read:org"],
  "write:org": ["read:org"],
  user: ["read:user", "user:email", "user:follow"],
  project: ["read:project"],
};

/** True where the token names no scopes, or has the scope or one that implies it. */
export function hasScope(token: Token, scope: string): boolean {
  if (token.scopes === undefined) return true;
  return token.scopes.some((granted) => granted === scope || IMPLIED[granted]?.includes(scope));
}
