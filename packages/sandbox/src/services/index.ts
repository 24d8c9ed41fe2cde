export { freePort } from "./free-port.ts";
export { privatePostgres, type PrivatePostgres } from "./private-postgres.ts";
export { privateRedis, type PrivateRedis } from "./private-redis.ts";
export type { ServerProcess } from "./server-process.ts";
export { slowProxy, type SlowProxy } from "./slow-proxy.ts";
export { testPostgres, type TestPostgres } from "./test-postgres.ts";
export { testRedis, type TestRedis } from "./test-redis.ts";
