import type { OAuthApp } from "../../connector/index.ts";
import { basicAuth } from "./basic-auth.ts";
import { readLimited } from "./read-limited.ts";
import type { VendorSecret } from "./vendor-grant.ts";

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;

/** Ends a token at the vendor. @returns false when there is no way to, or it did not work. Never throws. */
export async function revokeToken(
  app: OAuthApp,
  { access, refresh }: VendorSecret,
  fetch: typeof globalThis.fetch,
): Promise<boolean> {
  const request = app.revoke?.({ access, refresh });
  if (request === undefined) return false;
  const headers = new Headers({ accept: "application/json" });
  if (request.clientAuth === true) headers.set("authorization", basicAuth(app));
  if (request.bearer !== undefined) headers.set("authorization", `Bearer ${request.bearer}`);
  if (request.json !== undefined) headers.set("content-type", "application/json");
  const body = request.json === undefined ? new URLSearchParams(request.form) : JSON.stringify(request.json);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers,
      body,
    });
    const text = await readLimited(response, MAX_BYTES);
    // A token that is not there any more has ended. Slack says "no" with status 200.
    return response.status === 404 || (response.ok && !/"ok"\s*:\s*false/.test(text));
  } catch {
    return false;
  }
}
