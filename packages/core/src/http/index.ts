export { listenAdmin, type AdminPort } from "./admin/listen-admin.ts";
export { createHttpApp, type HttpApp, type HttpAppOptions } from "./create-http-app.ts";
export { installShutdown, type Shutdown, type ShutdownOptions } from "./install-shutdown.ts";
export { listen } from "./listen.ts";
export type { HttpContext } from "./app-context.ts";
export type { InFlight } from "./in-flight.ts";
export type { McpHttpRequest } from "./mcp-http-request.ts";
export { readJsonBytes } from "./read-json-body.ts";
export type { HttpMount, Route } from "./route-table.ts";
