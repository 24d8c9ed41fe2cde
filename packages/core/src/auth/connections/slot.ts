import { createHash } from "node:crypto";
import type { VendorGrant } from "../vendor/index.ts";
import type { ConnectionHolder } from "./connections.ts";

/**
 * What makes two sign-ins the same connection: holder, account, profile, and scopes where the vendor's app was used. What a
 * pasted token may do is not always told, so it is the same as itself only: whoever shows a weak token of an account must
 * not get at a strong one.
 */
export function slotOf(holder: ConnectionHolder, grant: VendorGrant, profile: string | undefined): string {
  const { kind, identity, secret } = grant;
  const rights = kind === "token" ? secret.access : (secret.scopes?.toSorted().join(" ") ?? null);
  const facts = [holder.tenant, holder.subject, identity.subject, profile ?? null, kind, rights];
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url");
}
