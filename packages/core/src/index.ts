export * from "./connector/index.ts";
export { ConfigError } from "./config/index.ts";
export { serve, type Served, type ServeOptions } from "./serve.ts";
