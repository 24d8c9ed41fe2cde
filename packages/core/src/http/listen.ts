import { createServer, type RequestListener, type Server } from "node:http";
import { Server as SecureServer } from "node:https";
import { ConfigError, refuseStrangers, type Settings } from "../config/index.ts";
import type { Log } from "../observe/index.ts";
import { contextOf, readKeyPair, watchKeyPair, type KeyPair } from "../tls/index.ts";

interface AddressNames {
  host: string;
  port: string;
}

/**
 * Opens the public port, with TLS where there is a certificate.
 *
 * @throws ConfigError when the address cannot be had, or would let strangers in (`AUTH=none` off loopback); when the
 * certificate cannot be used.
 */
export async function listen(
  handler: RequestListener,
  settings: Pick<Settings, "host" | "port" | "auth" | "publicUrl" | "limits" | "tls">,
  log: Pick<Log, "info" | "warn">,
): Promise<Server> {
  const { tls } = settings;
  const keyPair = readKeyPair(tls);
  refuseStrangers(settings);
  const server = await openPort(handler, { ...settings, keyPair, names: { host: "HOST", port: "PORT" } });
  if (keyPair !== undefined && server instanceof SecureServer) {
    server.once("close", watchKeyPair({ server, tls, first: keyPair, log }));
  }
  return server;
}

/**
 * Opens a port.
 *
 * @param options.names the settings that the address comes from, for errors
 * @throws ConfigError when the address cannot be had.
 */
export async function openPort(
  handler: RequestListener,
  options: Pick<Settings, "host" | "port" | "limits"> & { names: AddressNames; keyPair?: KeyPair | undefined },
): Promise<Server> {
  const { host, port, limits, names, keyPair } = options;
  const patience = {
    headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveMs,
    // Node looks for late clients every 30 s, which would make 10 s forty.
    connectionsCheckingInterval: Math.min(1000, limits.headersTimeoutMs),
  };
  const server =
    keyPair === undefined
      ? createServer(patience, handler)
      : new SecureServer({ ...patience, handshakeTimeout: limits.headersTimeoutMs, ...contextOf(keyPair) }, handler);
  server.maxConnections = limits.maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explained(error, host, port, names)));
    server.listen({ port, host: host.replace(/^\[|\]$/g, "") }, resolve);
  });
  return server;
}

function explained(error: NodeJS.ErrnoException, host: string, port: number, names: AddressNames): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new ConfigError([
        { where: names.port, found: `${port}, which another process listens on`, accepts: "a free port, or 0 for any" },
      ]);
    case "EACCES":
      return new ConfigError([
        { where: names.port, found: `${port}, which this user may not open`, accepts: "a port above 1023" },
      ]);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ConfigError([
        {
          where: names.host,
          found: `${host}, which this machine does not have`,
          accepts: "an address of this machine",
        },
      ]);
    default:
      return error;
  }
}
