import { createAddressLimit } from "./address-limit.ts";
import type { AuthContext, AuthRoute } from "./auth-route.ts";

/** Clients register once per connection at worst; a household of programs fits. */
const REGISTRATIONS = { burst: 20, perMs: 15_000 };
/** A flood of guesses is not let through to the store; an office behind one address is. */
const TOKENS = { burst: 300, perMs: 100 };

const DISCOVERY = ["oauth-authorization-server", "openid-configuration"];

/**
 * Where the provider is reached: below the connector's mount, and its metadata in the path-inserted form as well
 * (RFC 8414 §3.1), which the provider itself does not serve.
 *
 * @param options.provider answers a request that looks as if it came to the issuer.
 */
export function serverRoutes(options: {
  mount: string;
  /** The path of the issuer as the public sees it. */
  prefix: string;
  provider(ctx: AuthContext): Promise<void>;
}): AuthRoute[] {
  const { mount, prefix, provider } = options;
  const registrations = createAddressLimit(REGISTRATIONS);
  const tokens = createAddressLimit(TOKENS);
  const limited = (limit: typeof tokens, perMs: number) => (ctx: AuthContext) => {
    if (limit.take(ctx.ip)) return provider(ctx);
    ctx.status = 429;
    ctx.set("retry-after", String(Math.ceil(perMs / 1000)));
    ctx.body = { error: "temporarily_unavailable", error_description: "Too many requests from this address." };
  };
  const discover = (document: string) => (ctx: AuthContext) => {
    ctx.req.url = `${mount}/.well-known/${document}`;
    return provider(ctx);
  };

  return [
    { methods: ["GET"], path: `${mount}/authorize`, handle: limited(tokens, TOKENS.perMs) },
    { methods: ["GET"], path: `${mount}/authorize/*`, handle: provider },
    { methods: ["POST"], path: `${mount}/token`, cors: "anyone", handle: limited(tokens, TOKENS.perMs) },
    {
      methods: ["POST"],
      path: `${mount}/register`,
      cors: "anyone",
      handle: limited(registrations, REGISTRATIONS.perMs),
    },
    { methods: ["POST"], path: `${mount}/revoke`, cors: "anyone", handle: limited(tokens, TOKENS.perMs) },
    { methods: ["GET"], path: `${mount}/jwks`, cors: "anyone", handle: provider },
    ...DISCOVERY.flatMap((document): AuthRoute[] => {
      const paths = new Set([`${mount}/.well-known/${document}`, `/.well-known/${document}${prefix}`]);
      return [...paths].map((path) => ({ methods: ["GET"], path, cors: "anyone", handle: discover(document) }));
    }),
  ];
}
