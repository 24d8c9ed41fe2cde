import type { OAuthApp, TokenAnswer } from "../../connector/index.ts";
import { basicAuth } from "./basic-auth.ts";
import { failureOf, MESSAGES, type TokenPurpose } from "./classify-answer.ts";
import { readLimited } from "./read-limited.ts";
import { VendorError } from "./vendor-error.ts";
import type { VendorSecret } from "./vendor-grant.ts";

/** Must stay below the time that a refresh holds its lock. */
const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;

/** Asks a vendor's token endpoint. `undefined` parameters are left out. */
export type RequestToken = (
  purpose: TokenPurpose,
  parameters: Readonly<Record<string, string | undefined>>,
) => Promise<VendorSecret>;

/**
 * The one request of code exchange and refresh, in the vendor's dialect. Redirects are errors: a secret travels with it.
 *
 * @throws VendorError
 */
export function createRequestToken(options: {
  title: string;
  app: OAuthApp;
  fetch: typeof globalThis.fetch;
  now: () => number;
}): RequestToken {
  const { title, app, now } = options;
  const inBody = app.clientAuth === "body";
  return async (purpose, parameters) => {
    const body = new URLSearchParams(inBody ? { client_id: app.clientId, client_secret: app.clientSecret } : {});
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) body.set(name, value);
    const request: RequestInit = {
      method: "POST",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        // GitHub answers with a form unless asked for JSON.
        accept: "application/json",
        ...(!inBody && { authorization: basicAuth(app) }),
      },
      body,
    };
    const { status, headers, text } = await send(options.fetch, app.tokenUrl, request).catch((error: unknown) => {
      throw new VendorError("unreachable", MESSAGES.unreachable(title), { cause: error });
    });
    const answer = answerOf(text, app);
    const failure = failureOf(answer, { status, purpose, vendor: title, policy: app.refresh, headers });
    if (failure !== undefined) throw failure;
    return secretOf(answer as TokenAnswer, now());
  };
}

async function send(fetch: typeof globalThis.fetch, url: string, request: RequestInit) {
  const response = await fetch(url, request);
  return { status: response.status, headers: response.headers, text: await readLimited(response, MAX_BYTES) };
}

/** @returns undefined for what is no JSON object. */
function answerOf(text: string, app: OAuthApp): TokenAnswer | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  const raw = parsed as Record<string, unknown>;
  return app.normalize === undefined ? raw : app.normalize(raw);
}

function secretOf(answer: TokenAnswer, nowMs: number): VendorSecret {
  const { access_token: access, refresh_token: refresh, scope } = answer;
  const { companion_token: companion, companion_refresh_token: companionRefresh } = answer;
  const expiresAtMs = endOf(answer.expires_in, nowMs);
  const refreshExpiresAtMs = endOf(answer.refresh_token_expires_in, nowMs);
  return {
    access: String(access),
    ...(isText(companion) && { companion }),
    ...(isText(companionRefresh) && { companionRefresh }),
    ...(isText(refresh) && { refresh }),
    ...(expiresAtMs !== undefined && { expiresAtMs }),
    ...(refreshExpiresAtMs !== undefined && { refreshExpiresAtMs }),
    // Vendors join granted scopes with spaces or commas, whatever they were asked with.
    ...(typeof scope === "string" && { scopes: scope.split(/[\s,]+/).filter((name) => name !== "") }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function endOf(seconds: unknown, nowMs: number): number | undefined {
  const lifetimeS = Number(seconds ?? Number.NaN);
  return Number.isFinite(lifetimeS) && lifetimeS > 0 ? nowMs + lifetimeS * 1000 : undefined;
}
