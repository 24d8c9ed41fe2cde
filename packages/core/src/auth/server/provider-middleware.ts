import type Koa from "koa";
import type Provider from "oidc-provider";
import { documentAddress } from "./document-address.ts";
import type { DocumentGuard } from "./document-guard.ts";
import type { ProtectedResources } from "./protected-resources.ts";
import { redirectTarget } from "./redirect-uri.ts";

type ProviderContext = Koa.ParameterizedContext & {
  oidc?: {
    entities?: { Client?: unknown; AuthorizationCode?: { accountId?: string; grantId?: string } };
    params?: Record<string, unknown>;
  };
};
/** Something in front of the provider's own routes, where paths are below the mount. */
export type ProviderMiddleware = (ctx: ProviderContext, next: () => Promise<void>) => Promise<void>;

const AUTHORIZE = "/authorize";

/** What stands in front of the provider's own routes; paths are below the mount. */
export function guardProvider(
  provider: Provider,
  parts: {
    resources: ProtectedResources;
    scopes: readonly string[];
    documents: DocumentGuard | undefined;
    /** A page that leaves it to the person whether to go on to a place that somebody else chose. */
    interstitial(ctx: ProviderContext, link: { href: string; host: string }, error: string): void;
    landing: ProviderMiddleware;
  },
): void {
  const all: ProviderMiddleware[] = [
    noSession(provider.cookieName("session")),
    onlyWhatWeDo,
    ...(parts.documents === undefined ? [] : [noteFailures(parts.documents)]),
    errorsStayHere(provider.issuer, parts.interstitial),
    parts.landing,
    leastScope(parts.resources, new Set(parts.scopes)),
    queryOnly,
  ];
  for (const middleware of all) provider.use(middleware as never);
}

/**
 * No single sign-on here: the next client must not be let in because an earlier one was, and the second account in one
 * browser must not run into the first one's logout. Sessions are not stored either (see `adapter.ts`).
 */
function noSession(cookie: string): ProviderMiddleware {
  const mine = new RegExp(`^${cookie}(?:\\.sig)?=`);
  return async (ctx, next) => {
    const { headers } = ctx.req;
    const kept = headers.cookie?.split(/;\s*/).filter((pair) => !mine.test(pair));
    if (kept !== undefined) headers.cookie = kept.join("; ");
    await next();
    const set = ctx.res.getHeader("set-cookie");
    if (Array.isArray(set))
      ctx.res.setHeader(
        "set-cookie",
        set.filter((line) => !mine.test(line)),
      );
  };
}

/** The discovery document names response modes that no client of ours may use, see `client-metadata.ts`. */
const onlyWhatWeDo: ProviderMiddleware = async (ctx, next) => {
  await next();
  const body = ctx.body as Record<string, unknown> | undefined;
  if (ctx.path.startsWith("/.well-known/") && typeof body === "object") body["response_modes_supported"] = ["query"];
};

/** A client that could not be found by its document is not looked for again at once. */
function noteFailures(documents: DocumentGuard): ProviderMiddleware {
  return async (ctx, next) => {
    await next();
    const id = ctx.oidc?.params?.["client_id"] ?? ctx.query["client_id"];
    const found = ctx.oidc?.entities?.Client !== undefined;
    if (ctx.status >= 400 && !found && typeof id === "string" && documentAddress(id) !== undefined) {
      documents.noteFailure(id);
    }
  };
}

/**
 * Before anybody has said yes, an answer that leaves our origin is an error, and its target is whatever the client has
 * registered: a link on our page, not a redirect (RFC 9700 §4.11.2).
 */
function errorsStayHere(
  issuer: string,
  interstitial: (ctx: ProviderContext, link: { href: string; host: string }, error: string) => void,
): ProviderMiddleware {
  const { origin } = new URL(issuer);
  return async (ctx, next) => {
    await next();
    const location = ctx.response.get("location");
    if (ctx.path !== AUTHORIZE || location === "") return;
    const target = new URL(location, issuer);
    if (target.origin === origin) return;
    ctx.remove("location");
    ctx.status = 400;
    interstitial(
      ctx,
      { href: target.href, host: redirectTarget(target.href).host },
      target.searchParams.get("error") ?? new URLSearchParams(target.hash.slice(1)).get("error") ?? "invalid_request",
    );
  };
}

/** A client that names no scope of ours asks for what the resource's challenge would have told it. */
function leastScope(resources: ProtectedResources, scopes: ReadonlySet<string>): ProviderMiddleware {
  return async (ctx, next) => {
    const { scope = "", resource } = ctx.query;
    if (ctx.path === AUTHORIZE && typeof scope === "string") {
      const asked = scope.split(" ").filter((name) => name !== "");
      const named = typeof resource === "string" ? resources.named(resource) : undefined;
      const least = (named ?? resources.main).scopes;
      if (!asked.some((name) => scopes.has(name))) ctx.query = { ...ctx.query, scope: [...asked, ...least].join(" ") };
    }
    await next();
  };
}

/** `form_post` would post an error to the client's address by itself, past `errorsStayHere`. */
const queryOnly: ProviderMiddleware = async (ctx, next) => {
  const { response_mode: mode } = ctx.query;
  if (ctx.path === AUTHORIZE && mode !== undefined && mode !== "query") {
    ctx.query = { ...ctx.query, response_mode: "unsupported" };
  }
  await next();
};
