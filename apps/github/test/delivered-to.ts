import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import type { TestPostgres, TestRedis } from "@fairlead/sandbox/services";
import { startConnector, type RunningConnector } from "@fairlead/testkit";
import { afterAll, beforeAll } from "vitest";
import { github } from "../src/connector.ts";
import { WEBHOOK_SECRET } from "./deliver.ts";

/** Ways to keep state: one replica on a file, or two on Postgres and Redis. */
export const MODES = ["embedded", "cluster"] as const;

export interface DeliveredTo {
  /** Whether what this mode needs is not there. */
  readonly skipped: boolean;
  readonly standIn: GithubStandIn;
  /** One of the replicas, by any number. */
  replica(index: number): RunningConnector;
}

/**
 * The replicas that GitHub delivers to, for the tests of one `describe`.
 *
 * @param services what the replicas of a cluster share; whoever opened them closes them
 */
export function useDeliveredTo(
  mode: (typeof MODES)[number],
  { postgres, redis }: { postgres: TestPostgres | undefined; redis: TestRedis | undefined },
): DeliveredTo {
  const clustered = mode === "cluster";
  const skipped = clustered && (postgres === undefined || redis === undefined);
  const replicas: RunningConnector[] = [];
  let standIn: GithubStandIn | undefined;
  // A file, as an operator has it.
  const folder = mkdtempSync(join(tmpdir(), "webhooks-"));

  beforeAll(async () => {
    if (skipped) return;
    standIn = await startGithub();
    const env = {
      ...standIn.env(),
      GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
      AUTH_UPSTREAM_TOKEN: "true",
      LOG_LEVEL: "error",
      FAIRLEAD_SECRET: "a secret that all replicas of this test share",
      FAIRLEAD_VAULT_KEYS: `test:${Buffer.alloc(32, 5).toString("base64")}`,
      FAIRLEAD_DATA: folder,
      ...(clustered && {
        FAIRLEAD_MIGRATE: "true",
        DATABASE_URL: postgres?.url ?? "",
        REDIS_URL: redis?.url ?? "",
        REDIS_PREFIX: redis?.prefix ?? "",
      }),
    };
    for (let index = 0; index < (clustered ? 2 : 1); index += 1) replicas.push(await startConnector(github, env));
  }, 60_000);
  afterAll(async () => {
    for (const each of replicas) await each.close();
    await standIn?.close();
    rmSync(folder, { recursive: true });
  }, 60_000);
  return {
    skipped,
    get standIn() {
      if (standIn === undefined) throw new Error("the stand-in runs inside tests only");
      return standIn;
    },
    replica(index) {
      const found = replicas[index % replicas.length];
      if (found === undefined) throw new Error("There is no replica.");
      return found;
    },
  };
}
