import type { Token } from "../state/token.ts";
import { tokenSecret } from "../state/token.ts";

const owner = [
  "repo",
  "read:org",
  "read:user",
  "workflow",
  "delete_repo",
  "project",
  "notifications",
  "gist",
  "security_events",
];

/** The same secrets in every run: made from names, so that none stands in the sources. */
export const seedTokens = {
  mlind: tokenSecret("classic", "mlind"),
  trenn: tokenSecret("classic", "trenn"),
  iokafor: tokenSecret("classic", "iokafor"),
  driveby7: tokenSecret("classic", "driveby7"),
  ci: tokenSecret("installation", "harbor-ci"),
  fine: tokenSecret("fine-grained", "mlind"),
} as const;

/** What stands behind each of them. */
export const tokenRows: readonly Token[] = [
  { secret: seedTokens.mlind, kind: "classic", login: "mlind", scopes: owner },
  { secret: seedTokens.trenn, kind: "classic", login: "trenn", scopes: ["repo", "read:org", "read:user"] },
  { secret: seedTokens.iokafor, kind: "classic", login: "iokafor", scopes: ["repo", "read:org", "read:user"] },
  { secret: seedTokens.driveby7, kind: "classic", login: "driveby7", scopes: ["repo"] },
  { secret: seedTokens.ci, kind: "installation", login: "harbor-ci[bot]" },
  { secret: seedTokens.fine, kind: "fine-grained", login: "mlind" },
];
