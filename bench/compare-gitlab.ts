import { countTokens } from "@fairlead/core";
import { startGitlab, type GitlabStandIn } from "@fairlead/sandbox/gitlab";
import { legacyLoad, openLegacySession } from "./loads.ts";
import { startMeasured, type MeasuredServer } from "./measured-server.ts";
import { startPeer } from "./peer-server.ts";
import { runCounted, type Counted } from "./run-counted.ts";
import type { Load } from "./run-load.ts";

/** One server's figures on the same stand-in. */
export interface Compared {
  server: string;
  listTokens: number;
  tools: number;
  rows: readonly (Counted & { upstreamPerCall: number })[];
}

const LIST = "tools/list";
const ISSUES = "tools/call, list_issues";
const MANY = 1_000_000_000;

/**
 * The GitLab connector beside `@zereight/mcp-gitlab`: both with one token, a 2025-11-25 session for each load, the
 * same stand-in.
 */
export async function compareGitlab(): Promise<readonly Compared[]> {
  const standIn = await startGitlab();
  // A minute that never ends, with requests enough.
  standIn.control.clock(standIn.control.clock());
  standIn.control.limit("mlind", MANY);
  const ours = await startMeasured("gitlab", standIn.env());
  try {
    const peer = await startPeer(standIn.url);
    try {
      return [
        await measure(standIn, { name: "fairlead", server: ours, issues: { project: "harbor/storefront", limit: 20 } }),
        await measure(standIn, {
          name: "zereight",
          server: peer,
          headers: { "private-token": standIn.tokens.mlind },
          issues: { project_id: "harbor/storefront", state: "opened", scope: "all", per_page: 20 },
        }),
      ];
    } finally {
      await peer.stop();
    }
  } finally {
    await ours.stop();
    await standIn.close();
  }
}

interface Subject {
  name: string;
  server: MeasuredServer;
  headers?: Readonly<Record<string, string>>;
  issues: Record<string, unknown>;
}

async function measure(standIn: GitlabStandIn, { name, server, headers = {}, issues }: Subject): Promise<Compared> {
  const load = async (of: string, method: string, params: Record<string, unknown>): Promise<Load> => {
    const made = legacyLoad(of, await openLegacySession(server.url, headers), method, params);
    return { ...made, headers: { ...made.headers, ...headers } };
  };
  const list = await load(LIST, "tools/list", {});
  const call = await load(ISSUES, "tools/call", { name: "list_issues", arguments: issues });
  const { tools } = (await answerOf(server, list)) as { tools: unknown[] };
  const { isError } = (await answerOf(server, call)) as { isError?: boolean };
  if (isError === true) throw new Error(`${name} could not list issues.`);
  const rows: Compared["rows"][number][] = [];
  for (const each of [list, call]) {
    const before = standIn.control.requests().length;
    const row = await runCounted(server, each);
    rows.push({ ...row, upstreamPerCall: (standIn.control.requests().length - before) / row.calls });
  }
  return { server: name, tools: tools.length, listTokens: countTokens(JSON.stringify(tools)), rows };
}

/** The result of one request, whether it came as JSON or as an event. */
async function answerOf(server: MeasuredServer, { headers, body }: Load): Promise<unknown> {
  const response = await fetch(server.url, { method: "POST", headers, body });
  const text = await response.text();
  const json = /^data: (\{.*)$/m.exec(text)?.[1] ?? text;
  const { result } = JSON.parse(json) as { result?: unknown };
  if (result === undefined) throw new Error(`${server.url}: ${text.slice(0, 200)}`);
  return result;
}
