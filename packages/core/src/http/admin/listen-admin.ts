import type { AddressInfo } from "node:net";
import type { Queue } from "bullmq";
import type { Settings } from "../../config/index.ts";
import type { Log, Metrics } from "../../observe/index.ts";
import { openPort } from "../listen.ts";
import { createAdminApp } from "./create-admin-app.ts";
import { JOBS_PATH, jobsBoard } from "./jobs-board.ts";

export interface AdminPort {
  /** `http://127.0.0.1:9090` */
  url: string;
  close(): Promise<void>;
}

/**
 * Opens the admin port, where one is set.
 *
 * @param options.queues BullMQ's own; undefined in embedded mode, which has no board.
 * @throws ConfigError when the address cannot be had.
 */
export async function listenAdmin(options: {
  settings: Settings;
  log: Log;
  metrics: Metrics;
  queues: readonly Queue[] | undefined;
}): Promise<AdminPort | undefined> {
  const { settings, log, metrics, queues } = options;
  const { host, port } = settings.admin;
  if (port === undefined) return undefined;
  const board = queues && (await jobsBoard(queues, JOBS_PATH));
  const handler = createAdminApp({ settings, log, metrics, board });
  const names = { host: "ADMIN_HOST", port: "ADMIN_PORT" };
  const server = await openPort(handler, { host, port, limits: settings.limits, names });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
