import { randomBytes } from "node:crypto";
import { startGithub, type GithubStandIn } from "@fairlead/sandbox/github";
import { createBrowser, randomAddress, type Browser } from "@fairlead/testkit/sign-in";
import { AHEAD_MS } from "./ahead.ts";
import { startProxy, type Proxy } from "./round-robin-proxy.ts";
import { startReplica, type Replica } from "./replica-process.ts";

/** Replicas of the GitHub connector behind a balancer without affinity, on one Postgres and one Redis. */
export interface Cluster {
  url: string;
  mcpUrl: string;
  standIn: GithubStandIn;
  proxy: Proxy;
  replicas: readonly Replica[];
  browser(): Browser;
  /** Puts the clocks of the replicas and of the vendor forward by `AHEAD_MS`. */
  putForward(): Promise<void>;
  /** Starts another one, with settings of its own where given, and puts it into the round when it is ready. */
  add(own?: Readonly<Record<string, string>>): Promise<Replica>;
  /** Takes it out of the round, and ends it as an orchestrator does. @returns the exit code. */
  drain(replica: Replica): Promise<number | null>;
  /** `kill -9`, in the round. */
  kill(replica: Replica): Promise<void>;
  close(): Promise<void>;
}

export interface ClusterOptions {
  databaseUrl: string;
  redisUrl: string;
  redisPrefix: string;
  size?: number;
  env?: Readonly<Record<string, string>>;
}

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { databaseUrl, redisUrl, redisPrefix, size = 3 } = options;
  const standIn = await startGithub();
  const proxy = await startProxy();
  const url = `http://127.0.0.1:${proxy.port}`;
  const { clientId, clientSecret } = standIn.apps.app;
  const env = {
    PUBLIC_URL: url,
    TRUST_PROXY: "on",
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: "5",
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
    FAIRLEAD_MIGRATE: "on",
    FAIRLEAD_SECRET: randomBytes(32).toString("base64url"),
    FAIRLEAD_VAULT_KEYS: `test:${randomBytes(32).toString("base64")}`,
    AUTH_FORMS: "oauth,token",
    GITHUB_HOST: standIn.url,
    GITHUB_CLIENT_ID: clientId,
    GITHUB_CLIENT_SECRET: clientSecret,
    GITHUB_APP_KIND: "app",
    SHUTDOWN_GRACE_MS: "20000",
    // All load is one person's here, and it is not the machine's load that is tried.
    LIMIT_LOOP_DELAY_MS: "0",
    LIMIT_PRINCIPAL_POINTS: "0",
    LIMIT_CALLS_PER_PRINCIPAL: "256",
    LIMIT_SUBSCRIPTIONS_PER_PRINCIPAL: "1000",
    ...options.env,
  };
  const replicas: Replica[] = [];
  let started = 0;
  const forget = (replica: Replica) => void replicas.splice(replicas.indexOf(replica), 1);
  const cluster: Cluster = {
    url,
    mcpUrl: `${url}/mcp`,
    standIn,
    proxy,
    replicas,
    browser: () => createBrowser([new URL(url).host, new URL(standIn.url).host], randomAddress()),
    async putForward() {
      standIn.control.advance(AHEAD_MS);
      await Promise.all(replicas.map((replica) => replica.putForward()));
    },
    async add(own) {
      started += 1;
      const replica = await startReplica(`replica-${started}`, { ...env, ...own });
      replicas.push(replica);
      await replica.started();
      proxy.add(replica);
      return replica;
    },
    async drain(replica) {
      proxy.remove(replica);
      forget(replica);
      return replica.stop();
    },
    async kill(replica) {
      await replica.kill();
      proxy.remove(replica);
      forget(replica);
    },
    async close() {
      await Promise.all(replicas.map((replica) => replica.kill()));
      await proxy.close();
      await standIn.close();
    },
  };
  try {
    await Promise.all(Array.from({ length: size }, () => cluster.add()));
    return cluster;
  } catch (error) {
    await cluster.close();
    throw error;
  }
}
