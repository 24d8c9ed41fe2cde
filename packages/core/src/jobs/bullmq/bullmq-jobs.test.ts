import { randomUUID } from "node:crypto";
import { testRedis } from "@fairlead/sandbox/services";
import { Redis } from "ioredis";
import { afterAll } from "vitest";
import { jobsContract } from "../testing/jobs-contract.ts";
import { bullmqJobs } from "./bullmq-jobs.ts";

const server = await testRedis();

if (server !== undefined) {
  const redis = new Redis(server.url);
  jobsContract("bullmq", async () => {
    const prefix = `${server.prefix}-${randomUUID()}`;
    return { open: () => bullmqJobs({ redis, prefix, onError: () => {} }), close: async () => {} };
  });
  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });
}
