import { ConfigError } from "@fairlead/core";
import { startGithub } from "@fairlead/sandbox/github";
import { startGitlab } from "@fairlead/sandbox/gitlab";
import { startSlack } from "@fairlead/sandbox/slack";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { createDemoClient } from "./demo-client.ts";
import { tellGithubStory, tellOldClientStory } from "./github-story.ts";
import { tellGitlabStory } from "./gitlab-story.ts";
import { howToConnect, type Offer } from "./how-to-connect.ts";
import { createPerson } from "./person.ts";
import { serveDemo } from "./serve-demo.ts";
import { tellSignInStory, tellStepUpStory, tellTokenStory, tellTryItStory, type Reader } from "./sign-in-story.ts";
import { tellSlackStory } from "./slack-story.ts";
import { terminal } from "./terminal.ts";
import { startTryIt } from "./try-it.ts";

const { values: flags } = parseArgs({
  options: { once: { type: "boolean", default: false }, port: { type: "string", default: "3000" } },
});

/** A connector, and what it stands on. */
type Stood = Offer & { standIn: string };

/** What the stand-in's CI takes, and a bit. */
const CI_MS = 60_000;

const standIn = await startGithub();
const gitlab = await startGitlab();
const slack = await startSlack();
const served = await serveDemo({ github: standIn, gitlab, slack }, flags.once ? "0" : flags.port).catch(
  (error: unknown) => {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n\nThe demo takes another: pnpm demo --port 4000\n`);
    process.exit(1);
  },
);
const mcpUrl = served.mcpUrls["github"] ?? "";
const issuer = mcpUrl.replace(/\/mcp$/, "");
const tryIt = await startTryIt({ issuer, mcpUrl, port: flags.once ? 0 : Number(flags.port) + 1 });
const stood: [Stood, ...Stood[]] = [
  { title: "GitHub", url: mcpUrl, standIn: standIn.url, token: standIn.tokens.mlind },
  { title: "GitLab", url: served.mcpUrls["gitlab"] ?? "", standIn: gitlab.url, token: gitlab.tokens.mlind },
  { title: "Slack", url: served.mcpUrls["slack"] ?? "", standIn: slack.url, token: slack.tokens.mlind },
];
for (const { title, url, standIn: vendor } of stood) {
  terminal.plain(`${title.padEnd(8)}${url.padEnd(42)}on its stand-in ${vendor}`);
}

// oxlint-disable-next-line no-console -- the SDK writes there what the steps show: that a client is turned away
console.warn = () => undefined;
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
  failures += await tellTokenStory("Its user pastes a personal access token instead", {
    client: old,
    person: createPerson(served.url, standIn.url),
    token: standIn.tokens.mlind,
  });
  failures += await tellOldClientStory(old.client);
  await old.client.close();

  terminal.title("A person with a browser, and no client");
  failures += await tellTryItStory(createPerson(served.url, standIn.url, tryIt.url), tryIt.url);

  terminal.title("Two people at GitLab: a red pipeline");
  const reader = (token: string): Reader => ({
    client: createDemoClient(served.mcpUrls["gitlab"] ?? "", { mode: { pin: "2026-07-28" } }),
    person: createPerson(served.url, gitlab.url),
    token,
  });
  const [mlind, trenn] = [reader(gitlab.tokens.mlind), reader(gitlab.tokens.trenn)];
  failures += await tellTokenStory("Maja connects with a token of hers", mlind);
  failures += await tellTokenStory("Tobias connects with one of his", trenn, "quietly");
  const waitForCi = () => gitlab.control.advance(CI_MS);
  failures += await tellGitlabStory(mlind, { waitForCi, colleague: trenn });
  for (const each of [mlind, trenn]) await each.client.client.close();

  terminal.title("Slack: the afternoon of an incident");
  const crew = createDemoClient(served.mcpUrls["slack"] ?? "", { mode: { pin: "2026-07-28" } });
  failures += await tellTokenStory("Maja connects with a token of hers", {
    client: crew,
    person: createPerson(served.url, slack.url),
    token: slack.tokens.mlind,
  });
  failures += await tellSlackStory(crew.client, () => {
    slack.control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
  });
  await crew.client.close();

  terminal.title(failures === 0 ? "Every step held." : `${failures} steps did not hold.`);
  if (!flags.once) {
    terminal.plain(
      howToConnect("github", stood, {
        tryIt: tryIt.url,
        start: `${served.url}/`,
        connections: `${issuer}/connections`,
      }),
    );
    terminal.plain("\nIt stays up until Ctrl-C.");
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  }
} finally {
  await tryIt.close();
  await served.close();
  await standIn.close();
  await gitlab.close();
  await slack.close();
}
process.exitCode = failures === 0 ? 0 : 1;
