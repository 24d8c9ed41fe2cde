import type Provider from "oidc-provider";
import type { AuthContext } from "./auth-route.ts";

/**
 * Hands requests of our application to the provider, which is an application of its own. It builds URLs from the request's
 * host and scheme, so it gets those of the issuer: whatever a client writes into Host ends here.
 *
 * @param mount where the connector is mounted on this server; the issuer's path may be longer behind a proxy.
 */
export function providerBridge(provider: Provider, mount: string): (ctx: AuthContext) => Promise<void> {
  const { host, protocol, pathname } = new URL(provider.issuer);
  const publicPath = pathname === "/" ? "" : pathname;
  provider.proxy = true;
  const answer = provider.callback();
  return async (ctx) => {
    adopt(ctx, { host, scheme: protocol.slice(0, -1), publicPath, mount });
    ctx.respond = false;
    await answer(ctx.req, ctx.res);
  };
}

/** Makes the request look as if it came to the issuer's own address. */
export function adopt(
  ctx: AuthContext,
  issuer: { host: string; scheme: string; publicPath: string; mount: string },
): void {
  const { req } = ctx;
  const { ip } = ctx;
  for (const name of Object.keys(req.headers)) if (name.startsWith("x-forwarded-")) delete req.headers[name];
  req.headers.host = issuer.host;
  req.headers["x-forwarded-proto"] = issuer.scheme;
  req.headers["x-forwarded-for"] = ip;
  const url = req.url ?? "/";
  if (issuer.mount !== "" && url.startsWith(`${issuer.mount}/`)) req.url = url.slice(issuer.mount.length);
  // Where the provider looks for the path that it is mounted at.
  Object.assign(req, { baseUrl: issuer.publicPath });
}
