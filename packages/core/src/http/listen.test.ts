import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { ConfigError, coreSettings, loadSettings } from "../config/index.ts";
import { createLog } from "../observe/index.ts";
import { listen } from "./index.ts";

const settingsOf = (env: Record<string, string>) => loadSettings(coreSettings, { env: { PORT: "0", ...env } });
const nothing = () => {};
const quiet = createLog({ level: "silent" });

describe("an open server stays on loopback", () => {
  test.each(["127.0.0.1", "localhost", "::1", "[::1]"])("%s is fine", async (host) => {
    const server = await listen(nothing, settingsOf({ HOST: host }), quiet);
    expect(["127.0.0.1", "::1"]).toContain((server.address() as AddressInfo).address);
    server.close();
  });

  test.each(["0.0.0.0", "::", "192.0.2.1", "example.com"])("%s is refused with what to do", async (host) => {
    const refused = listen(nothing, settingsOf({ HOST: host }), quiet);
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/HOST\n.*\n {4}accepts {2}127\.0\.0\.1, ::1 or localhost while AUTH is none/);
  });

  test("so is a public URL in front of it", async () => {
    await expect(listen(nothing, settingsOf({ PUBLIC_URL: "https://mcp.example.com" }), quiet)).rejects.toThrow(
      /PUBLIC_URL/,
    );
    (await listen(nothing, settingsOf({ PUBLIC_URL: "http://localhost:3000" }), quiet)).close();
  });
});

describe("a server where people sign in", () => {
  const signIn = (env: Record<string, string>) => listen(nothing, settingsOf({ AUTH: "oauth", ...env }), quiet);

  test("may be anywhere, behind https", async () => {
    (await signIn({ HOST: "0.0.0.0", PUBLIC_URL: "https://mcp.example.com" })).close();
    (await signIn({ PUBLIC_URL: "http://localhost:3000" })).close();
    (await signIn({})).close();
  });

  test.each([{ PUBLIC_URL: "http://mcp.example.com" }, { HOST: "0.0.0.0" }, { HOST: "192.0.2.1" }])(
    "%j would send tokens in clear, or not know its own address",
    async (env) => {
      await expect(signIn(env)).rejects.toThrow(ConfigError);
      await expect(signIn(env)).rejects.toThrow(/PUBLIC_URL/);
    },
  );
});

test("a port that is taken is a configuration error that says so", async () => {
  const first = await listen(nothing, settingsOf({}), quiet);
  const { port } = first.address() as AddressInfo;
  await expect(listen(nothing, settingsOf({ PORT: String(port) }), quiet)).rejects.toThrow(
    `${port}, which another process listens on`,
  );
  first.close();
});

test("clients that dawdle are cut off, and connections are counted", async () => {
  const env = {
    LIMIT_HEADERS_TIMEOUT_MS: "100",
    LIMIT_REQUEST_TIMEOUT_MS: "200",
    LIMIT_KEEP_ALIVE_MS: "1234",
    LIMIT_MAX_CONNECTIONS: "7",
  };
  const server = await listen(nothing, settingsOf(env), quiet);
  expect(server).toMatchObject({ headersTimeout: 100, requestTimeout: 200, keepAliveTimeout: 1234, maxConnections: 7 });

  const slow = connect((server.address() as AddressInfo).port, "127.0.0.1");
  slow.write("POST /mcp HTTP/1.1\r\nHost: localhost\r\n");
  const [answer] = await once(slow, "data");
  expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /);
  slow.destroy();
  server.close();
});
