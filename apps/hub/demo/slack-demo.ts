import { serve } from "@fairlead/core";
import { startSlack } from "@fairlead/sandbox/slack";
import { slack } from "@fairlead/slack";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { tellSlackStory } from "./slack-story.ts";
import { terminal } from "./terminal.ts";

/** Slack's part of the demo, with a stand-in and a server of its own. @returns How many steps did not hold. */
export async function tellSlackDemo(): Promise<number> {
  const standIn = await startSlack();
  const served = await serve([slack], {
    env: { PORT: "0", LOG_LEVEL: "warn", FAIRLEAD_DATA: ":memory:", ...standIn.env() },
    signals: false,
  });
  const mcpUrl = served.mcpUrls["slack"] ?? "";
  terminal.plain(`Slack's stand-in    ${standIn.url}`);
  terminal.plain(`Slack connector     ${mcpUrl}`);
  const client = new Client(
    { name: "fairlead-demo", version: "0.1.0" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  try {
    await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl)));
    return await tellSlackStory(client, () => {
      standIn.control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
    });
  } finally {
    await client.close();
    await served.close();
    await standIn.close();
  }
}
