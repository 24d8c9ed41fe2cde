import { serve } from "@fairlead/core";
import { startGithub } from "@fairlead/sandbox/github";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { connectors } from "../src/connectors.ts";
import { createDemoClient } from "./demo-client.ts";
import { tellGithubStory, tellOldClientStory } from "./github-story.ts";
import { howToConnect } from "./how-to-connect.ts";
import { createPerson } from "./person.ts";
import { tellSignInStory, tellStepUpStory, tellTokenStory, tellTryItStory } from "./sign-in-story.ts";
import { tellSlackDemo } from "./slack-demo.ts";
import { terminal } from "./terminal.ts";
import { startTryIt } from "./try-it.ts";

const { values: flags } = parseArgs({
  options: { once: { type: "boolean", default: false }, port: { type: "string", default: "3000" } },
});

/** What the stand-in's CI takes, and a bit. */
const CI_MS = 60_000;

const standIn = await startGithub();
const { GITHUB_HOST = "", GITHUB_DOWNLOAD_HOSTS = "" } = standIn.env();
const served = await serve(connectors, {
  env: {
    PORT: flags.once ? "0" : flags.port,
    LOG_LEVEL: "warn",
    AUTH_FORMS: "oauth,token",
    FAIRLEAD_DATA: ":memory:",
    GITHUB_HOST,
    GITHUB_DOWNLOAD_HOSTS,
    GITHUB_CLIENT_ID: standIn.apps.oauth.clientId,
    GITHUB_CLIENT_SECRET: standIn.apps.oauth.clientSecret,
    GITHUB_APP_KIND: "oauth",
  },
  mountByName: true,
  signals: false,
});
const mcpUrl = served.mcpUrls["github"] ?? "";
const issuer = mcpUrl.replace(/\/mcp$/, "");
const tryIt = await startTryIt({ issuer, mcpUrl, port: flags.once ? 0 : Number(flags.port) + 1 });
terminal.plain(`GitHub's stand-in   ${standIn.url}`);
terminal.plain(`GitHub connector    ${mcpUrl}`);

// oxlint-disable-next-line no-console -- the SDK writes there what a client makes of a refusal
console.warn = terminal.shown;
let failures = 0;
try {
  const maja = createPerson(served.url, standIn.url);
  const client = createDemoClient(mcpUrl, { mode: { pin: "2026-07-28" } });
  terminal.title("A client of 2026-07-28 signs in");
  failures += await tellSignInStory(client, maja, mcpUrl);
  terminal.title("It goes to work: a cart is a cent off");
  failures += await tellGithubStory(client.client, () => standIn.control.advance(CI_MS));
  terminal.title("It wants more, and then it is over");
  failures += await tellStepUpStory(client, maja, issuer);
  await client.client.close();

  terminal.title("A client of 2025-11-25, from the same URL");
  const old = createDemoClient(mcpUrl, { mode: "legacy" });
  failures += await tellTokenStory(old, createPerson(served.url, standIn.url), standIn.tokens.mlind);
  failures += await tellOldClientStory(old.client);
  await old.client.close();

  terminal.title("A person with a browser");
  failures += await tellTryItStory(createPerson(served.url, standIn.url, tryIt.url), tryIt.url);

  terminal.title("Slack: the afternoon of an incident");
  failures += await tellSlackDemo();

  terminal.title(failures === 0 ? "Every step held." : `${failures} steps did not hold.`);
  if (!flags.once) {
    terminal.plain(
      howToConnect("github", mcpUrl, {
        tryIt: tryIt.url,
        connections: `${issuer}/connections`,
        token: standIn.tokens.mlind,
      }),
    );
    terminal.plain("\nIt stays up until Ctrl-C.");
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  }
} finally {
  await tryIt.close();
  await served.close();
  await standIn.close();
}
process.exitCode = failures === 0 ? 0 : 1;
