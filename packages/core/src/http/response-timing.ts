import type { HttpMiddleware } from "./app-context.ts";

/** Tells with each response how long it took until its headers left, by stage where it is MCP's: `logging.response_timing`. */
export const responseTiming: HttpMiddleware = ({ res, state }, next) => {
  const startedAt = performance.now();
  const writeHead = res.writeHead.bind(res);
  res.writeHead = (...args: unknown[]) => {
    const took = (performance.now() - startedAt).toFixed(1);
    const stages = Object.entries(state.trace?.timing() ?? {}).map(([name, ms]) => `${name};dur=${ms}`);
    res.setHeader("server-timing", [`total;dur=${took}`, ...stages].join(", "));
    res.setHeader("x-response-time", `${took}ms`);
    return Reflect.apply(writeHead, res, args);
  };
  return next();
};
