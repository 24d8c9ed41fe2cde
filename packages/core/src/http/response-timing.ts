import type { HttpMiddleware } from "./app-context.ts";

/** Tells with each response how long it took until its headers left: `logging.response_timing`. */
export const responseTiming: HttpMiddleware = ({ res }, next) => {
  const startedAt = performance.now();
  const writeHead = res.writeHead.bind(res);
  res.writeHead = (...args: unknown[]) => {
    const took = (performance.now() - startedAt).toFixed(1);
    res.setHeader("server-timing", `total;dur=${took}`);
    res.setHeader("x-response-time", `${took}ms`);
    return Reflect.apply(writeHead, res, args);
  };
  return next();
};
