import { route } from "../http/route.ts";
import type { LimitedResource } from "../state/limits.ts";
import { RESOURCES } from "../state/limits.ts";

export const metaRoutes = [
  route(
    "GET",
    "/rate_limit",
    ({ world, viewer }) => {
      const row = (resource: LimitedResource) => {
        const { limit, used, remaining, resetAtMs } = world.limits.read(viewer.account.login, resource);
        return { limit, used, remaining, reset: Math.ceil(resetAtMs / 1000), resource };
      };
      const resources = Object.fromEntries(RESOURCES.map((resource) => [resource, row(resource)]));
      return { status: 200, body: { resources, rate: row("core") } };
    },
    [],
  ),
  route(
    "GET",
    "/meta",
    ({ world }) => ({
      status: 200,
      body: {
        verifiable_password_authentication: true,
        installed_version: "3.21.0",
        domains: { website: [new URL(world.urls.html).host] },
      },
    }),
    [],
  ),
];
