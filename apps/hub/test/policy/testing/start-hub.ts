import { serve, type OwnerPolicy } from "@fairlead/core";
import { startGithub } from "@fairlead/sandbox/github";
import { startGitlab } from "@fairlead/sandbox/gitlab";
import { startSlack } from "@fairlead/sandbox/slack";
import { connectors } from "../../../src/connectors.ts";
import { ask } from "./ask.ts";

type StandIn = { env(): Record<string, string>; close(): Promise<void> };

/** All connectors, each in front of its stand-in with one connection, and what its owner says. */
export interface PolicyHub {
  urlOf(connector: string): string;
  /** Writes it as the owner would. */
  allow(connector: string, policy: OwnerPolicy): Promise<void>;
  close(): Promise<void>;
}

export async function startStandIns(): Promise<{ env: Record<string, string>; close(): Promise<void> }> {
  const standIns: StandIn[] = await Promise.all([startGithub(), startGitlab(), startSlack()]);
  return {
    env: Object.assign({}, ...standIns.map((each) => each.env())) as Record<string, string>,
    close: async () => void (await Promise.all(standIns.map((each) => each.close()))),
  };
}

export async function startPolicyHub(env: Record<string, string>): Promise<PolicyHub> {
  const log: string[] = [];
  const quiet = { LIMIT_PRINCIPAL_POINTS: "0", LIMIT_CALLS_PER_PRINCIPAL: "1000", LIMIT_LOOP_DELAY_MS: "0" };
  const served = await serve(connectors, {
    env: { PORT: "0", LOG_LEVEL: "info", FAIRLEAD_DATA: ":memory:", AUDIT_STDOUT: "on", ...quiet, ...env },
    logStream: { write: (line) => void log.push(line) },
    mountByName: true,
    signals: false,
  });
  const urlOf = (connector: string) => served.mcpUrls[connector] ?? "";
  // A connection is named in what is put on record of it.
  const connectionOf = async (connector: string): Promise<string> => {
    for (;;) {
      const records = log.map((line) => (JSON.parse(line) as { audit?: Record<string, string> }).audit);
      const found = records.find((record) => record?.["connector"] === connector && record["connection"] !== undefined);
      if (found?.["connection"] !== undefined) return found["connection"];
      await ask(urlOf(connector), "tools/call", { name: "get_me", arguments: {} });
    }
  };
  const connections = new Map(
    await Promise.all(connectors.map(async ({ name }) => [name, await connectionOf(name)] as const)),
  );
  return {
    urlOf,
    async allow(connector, policy) {
      const by = { tenant: "", subject: "the owner" };
      await served.policies[connector]?.write(connections.get(connector) ?? "", policy, by);
    },
    close: () => served.close(),
  };
}
