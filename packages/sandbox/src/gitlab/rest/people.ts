import { ok, route, Refusal, type Route } from "../http/route.ts";
import { paginate } from "../http/page.ts";
import { iso, isoOrNull, userShape } from "../shape/user.ts";

export const peopleRoutes: readonly Route[] = [
  route(
    "GET",
    "/user",
    ({ world, user, token }) => {
      if (!user || !token) throw new Refusal(401, "401 Unauthorized");
      return ok({
        ...userShape(world, user),
        created_at: iso(user.createdAtMs),
        bio: "",
        bot: user.bot,
        email: user.email,
        public_email: null,
        namespace_id: user.id,
        two_factor_enabled: true,
        external: false,
      });
    },
    "read_user",
  ),
  route(
    "GET",
    "/users",
    (call) => {
      const username = call.query.get("username")?.toLowerCase();
      const search = call.query.get("search")?.toLowerCase();
      const rows = [...call.world.users.values()].filter(
        (user) =>
          (username === undefined || user.username.toLowerCase() === username) &&
          (search === undefined || `${user.username} ${user.name}`.toLowerCase().includes(search)),
      );
      return paginate(call, rows, (user) => userShape(call.world, user));
    },
    "read_user",
  ),
  route(
    "GET",
    "/personal_access_tokens/self",
    ({ world, token, user }) => {
      // An OAuth token is none of these.
      if (!token || !user || token.kind === "oauth") throw new Refusal(401, "401 Unauthorized");
      return ok({
        id: token.id,
        name: token.name,
        revoked: false,
        created_at: iso(world.now() - 86_400_000),
        description: null,
        scopes: token.scopes,
        user_id: user.id,
        last_used_at: iso(world.now()),
        active: true,
        expires_at: isoOrNull(token.expiresAtMs)?.slice(0, 10) ?? null,
      });
    },
    "none",
  ),
  route(
    "GET",
    "/version",
    ({ world, user }) => {
      if (!user) throw new Refusal(401, "401 Unauthorized");
      return ok({ version: world.version, revision: "6c1f2a9b3de" });
    },
    "read_user",
  ),
  route(
    "GET",
    "/metadata",
    ({ world, user }) => {
      if (!user) throw new Refusal(401, "401 Unauthorized");
      return ok({
        version: world.version,
        revision: "6c1f2a9b3de",
        kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
        enterprise: world.enterprise,
      });
    },
    "read_user",
  ),
];
