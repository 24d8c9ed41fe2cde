import type { HttpMiddleware } from "./app-context.ts";

/** Nothing here is to be guessed at, stored or told to others. A route that knows better sets its own. */
export const securityHeaders: HttpMiddleware = ({ res }, next) => {
  res.setHeader("x-content-type-options", "nosniff");
  res.setHeader("referrer-policy", "no-referrer");
  res.setHeader("cache-control", "no-store");
  return next();
};
