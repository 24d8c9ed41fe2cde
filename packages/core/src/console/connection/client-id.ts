import { createHash } from "node:crypto";

const LENGTH = 22;

/** What a page calls an MCP grant, without naming it. */
export function clientId(grantId: string): string {
  return createHash("sha256").update(grantId).digest("base64url").slice(0, LENGTH);
}
