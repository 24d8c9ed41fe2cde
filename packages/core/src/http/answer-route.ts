import type { HttpContext } from "./app-context.ts";
import type { Route } from "./route-table.ts";

/** Runs the route of the request's method; 405 with those that exist where there is none. */
export async function answerRoute(ctx: HttpContext, routes: readonly Route[]): Promise<void> {
  const method = ctx.method === "HEAD" ? "GET" : ctx.method;
  const route = routes.find(({ methods }) => methods.includes(method));
  if (route !== undefined) return route.handle(ctx);
  const allowed = [...new Set(routes.flatMap(({ methods }) => methods))];
  ctx.status = 405;
  ctx.set("allow", allowed.join(", "));
  ctx.body = { error: "method_not_allowed", message: `${ctx.method} means nothing here.`, allowed };
}
