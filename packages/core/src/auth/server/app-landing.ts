import type Provider from "oidc-provider";
import type { Connections } from "../connections/index.ts";
import { sendPage } from "../../pages/index.ts";
import type { Pages } from "../pages/index.ts";
import { errorPage } from "./error-page.ts";
import type { ProviderMiddleware } from "./provider-middleware.ts";
import { TENANT } from "./tenant.ts";

const RESUMED = /^\/authorize\/[^/]+$/;

/**
 * The end of a sign-in whose answer goes to an app's own scheme (`cursor:`). A browser hands such an address to the system and
 * stays where it is, which would be the vendor's page. So it gets ours: how it went, the app opened from there, and a link
 * for where that does not work.
 */
export function appLanding(
  provider: Pick<Provider, "issuer">,
  parts: { pages: Pages; connector: { title: string }; connections: Pick<Connections, "ofGrant"> },
): ProviderMiddleware {
  const { pages, connector, connections } = parts;
  const failed = errorPage(pages, connector);
  return async (ctx, next) => {
    await next();
    const location = ctx.response.get("location");
    if (!RESUMED.test(ctx.path) || location === "") return;
    const { href, protocol, searchParams } = new URL(location, provider.issuer);
    if (protocol === "https:" || protocol === "http:") return;
    ctx.remove("location");
    ctx.status = 200;
    ctx.set("refresh", `0; url=${href}`);
    const error = searchParams.get("error");
    if (error !== null) {
      const link = { href, host: "Back to the app" };
      return sendPage(ctx, failed({ error, link }));
    }
    const { accountId: subject, grantId } = ctx.oidc?.entities?.AuthorizationCode ?? {};
    const connection =
      subject === undefined || grantId === undefined
        ? undefined
        : await connections.ofGrant({ tenant: TENANT, subject }, grantId);
    sendPage(ctx, pages.success({ connector, login: connection?.login, link: { href, label: "Back to the app" } }));
  };
}
