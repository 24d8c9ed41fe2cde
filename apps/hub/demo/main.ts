import { serve } from "@fairlead/core";
import { startGithub } from "@fairlead/sandbox/github";
import { startSlack } from "@fairlead/sandbox/slack";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { connectors } from "../src/connectors.ts";
import { tellGithubStory, tellOldClientStory } from "./github-story.ts";
import { howToConnect } from "./how-to-connect.ts";
import { tellSlackStory } from "./slack-story.ts";
import { terminal } from "./terminal.ts";

const { values: flags } = parseArgs({
  options: { once: { type: "boolean", default: false }, port: { type: "string", default: "3000" } },
});

/** What the stand-in's CI takes, and a bit. */
const CI_MS = 60_000;

const standIn = await startGithub();
const workspace = await startSlack();
const served = await serve(connectors, {
  env: {
    PORT: flags.once ? "0" : flags.port,
    LOG_LEVEL: "warn",
    ...standIn.env(),
    ...workspace.env(),
  },
  mountByName: true,
  signals: false,
});
const url = served.mcpUrls["github"] ?? "";
const slackUrl = served.mcpUrls["slack"] ?? "";
terminal.plain(`GitHub's stand-in   ${standIn.url}`);
terminal.plain(`GitHub connector    ${url}`);
terminal.plain(`Slack's stand-in    ${workspace.url}`);
terminal.plain(`Slack connector     ${slackUrl}`);

let failures = 0;
try {
  terminal.title("A client of 2026-07-28: a cart is a cent off");
  failures += await withClient(url, { mode: { pin: "2026-07-28" } }, (client) =>
    tellGithubStory(client, () => standIn.control.advance(CI_MS)),
  );
  terminal.title("A client of 2025-11-25, from the same URL");
  failures += await withClient(url, { mode: "legacy" }, tellOldClientStory);
  terminal.title("Slack: the afternoon of an incident");
  failures += await withClient(slackUrl, { mode: { pin: "2026-07-28" } }, (client) =>
    tellSlackStory(client, () => {
      workspace.control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
    }),
  );

  terminal.title(failures === 0 ? "Every step held." : `${failures} steps did not hold.`);
  if (!flags.once) {
    terminal.plain(howToConnect("github", url));
    terminal.plain(howToConnect("slack", slackUrl));
    terminal.plain("\nIt stays up until Ctrl-C.");
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  }
} finally {
  await served.close();
  await standIn.close();
  await workspace.close();
}
process.exitCode = failures === 0 ? 0 : 1;

type Negotiation = NonNullable<NonNullable<ConstructorParameters<typeof Client>[1]>["versionNegotiation"]>;

async function withClient(
  mcpUrl: string,
  versionNegotiation: Negotiation,
  tell: (client: Client) => Promise<number>,
): Promise<number> {
  const client = new Client({ name: "fairlead-demo", version: "0.1.0" }, { versionNegotiation });
  await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl)));
  try {
    return await tell(client);
  } finally {
    await client.close();
  }
}
