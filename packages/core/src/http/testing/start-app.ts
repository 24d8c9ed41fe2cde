import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import { coreSettings, loadSettings } from "../../config/index.ts";
import { createHealth, createLog, createMetrics, type Health } from "../../observe/index.ts";
import type { RateLimit } from "../../store/index.ts";
import { createHttpApp, type HttpApp, type HttpMount, type McpHttpRequest, type Route } from "../index.ts";

export interface RunningApp {
  port: number;
  url: string;
  app: HttpApp;
  health: Health;
  /** What the log said, as text. */
  logged(): string;
  /** Sends bytes as they are; resolves with everything that came back until the server closed or `until` came. */
  raw(text: string, until?: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

const token = "metrics-of-the-test";
/** What reads /metrics of an application whose METRICS_TOKEN is its `token`. */
export const METRICS = { token, headers: { authorization: `Bearer ${token}` } };

/** Answers what it was asked. */
export async function echo({ res, method, path, body }: McpHttpRequest): Promise<void> {
  res.writeHead(200, { "content-type": "application/json" });
  res.end(JSON.stringify({ method, path, body }));
}

/** The application on a free port of loopback. */
export async function startApp(
  options: { env?: Record<string, string>; mounts?: HttpMount[]; routes?: Route[]; addressLimit?: RateLimit } = {},
): Promise<RunningApp> {
  const { env = {}, mounts = [{ path: "", handle: echo }], routes = [] } = options;
  let logged = "";
  const health = createHealth({ version: "1.2.3" });
  const app = createHttpApp({
    settings: loadSettings(coreSettings, { env }),
    log: createLog({ level: "debug" }, { write: (line) => (logged += line) }),
    metrics: createMetrics({ tools: {}, methods: [] }),
    health,
    mounts,
    routes,
    addressLimit: options.addressLimit,
  });
  const server = createServer(app.handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    app,
    health,
    logged: () => logged,
    raw: (text, until) => exchange(connect(port, "127.0.0.1"), text, until),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function exchange(socket: Socket, text: string, until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString();
      if (until !== undefined && received.includes(until)) socket.destroy();
    });
    socket.once("error", reject);
    socket.once("close", () => resolve(received));
    socket.write(text);
  });
}
