import { connectClient, startConnector, type RunningConnector, type TestClient } from "@fairlead/testkit";
import { afterEach, beforeEach } from "vitest";
import { acme } from "../src/connector.ts";
import { startStandIn, type StandIn } from "./stand-in.ts";

/** The connector on its stand-in, with a client, anew for each test of a file. */
export function useConnector() {
  let standIn: StandIn;
  let running: RunningConnector;
  let client: TestClient;
  beforeEach(async () => {
    standIn = await startStandIn();
    running = await startConnector(acme, standIn.env);
    client = await connectClient(running.mcpUrl, "2026-07-28");
  });
  afterEach(async () => {
    await client.close();
    await running.close();
    await standIn.close();
  });
  return {
    call: (tool: string, args: Record<string, unknown> = {}) => client.call(tool, args),
    read: (uri: string) => client.read(uri),
    writes: () => standIn.writes,
  };
}
