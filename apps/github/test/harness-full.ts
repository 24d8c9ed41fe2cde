import { startGithub, type GithubStandIn, type LoggedRequest } from "@fairlead/sandbox/github";
import { connectClient, startConnector, type RunningConnector, type TestClient } from "@fairlead/testkit";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { githubClient } from "../src/client/github-client.ts";
import { github } from "../src/connector.ts";
import { settings } from "../src/settings.ts";
import { plainFetch } from "./plain-fetch.ts";
type Person = keyof GithubStandIn["tokens"];
export type GithubUnderTest = any;
export function useGithub(): any {
  let standIn: GithubStandIn;
  const people = new Map<string, { r: RunningConnector; c: TestClient }>();
  const names = new Set(Object.values(github.toolsets).flatMap((t) => t.tools.map((x) => x.name)));
  const connector = { ...github, defaultTools: github.defaultTools.filter((n) => names.has(n)) };
  beforeAll(async () => {
    standIn = await startGithub();
  });
  const clear = async () => {
    for (const { r, c } of people.values()) {
      await c.close();
      await r.close();
    }
    people.clear();
  };
  beforeEach(async () => {
    standIn.control.reset();
    await clear();
  });
  afterAll(async () => {
    await clear();
    await standIn.close();
  });
  return {
    get standIn() {
      return standIn;
    },
    sent: () => standIn.control.requests().filter(({ path }) => path !== "/user"),
    writes: () => standIn.control.requests().flatMap(writeOf),
    client: (as: Person = "mlind") => {
      const config = settings.parse({ host: standIn.url });
      return githubClient({ settings: config, fetch: plainFetch(config, standIn.tokens[as]) });
    },
    async call(name: string, args: Record<string, unknown>, { as = "mlind" }: { as?: Person } = {}) {
      let p = people.get(as);
      if (!p) {
        const r = await startConnector(connector, {
          GITHUB_HOST: standIn.url,
          GITHUB_TOKEN: standIn.tokens[as],
          LOG_LEVEL: "error",
        });
        p = { r, c: await connectClient(r.mcpUrl, "2026-07-28") };
        people.set(as, p);
      }
      const out = await p.c.call(name, args);
      if (process.env.SHOW) console.error(name, JSON.stringify(args), "\n", out.text);
      return out;
    },
  };
}
function writeOf({ method, path, body }: LoggedRequest): string[] {
  if (path !== "/graphql") return method === "GET" || method === "HEAD" ? [] : [`${method} ${path}`];
  const mutation = /^mutation (\w+)/.exec((body as { query: string }).query)?.[1];
  return mutation === undefined ? [] : [mutation];
}
