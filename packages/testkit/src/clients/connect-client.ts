import { connectOfficial } from "./official-client.ts";
import { connectOld } from "./old-client.ts";
import type { ClientOptions, Era, TestClient } from "./test-client.ts";

/** Connects a client of that era to an MCP URL. */
export function connectClient(url: string, era: Era, options?: ClientOptions): Promise<TestClient> {
  return era === "sdk-1" ? connectOld(url, options) : connectOfficial(url, era, options);
}
