import { testRedis } from "@fairlead/sandbox/services";
import { afterAll, describe } from "vitest";
import { openRedis } from "./open-redis.ts";
import { redisStore } from "./redis-store.ts";
import { eachApart } from "./testing/each-apart.ts";
import { storeContract } from "./testing/store-contract.ts";

const service = await testRedis();
const redis = service && openRedis({ url: service.url });
await redis?.connect();

afterAll(async () => {
  redis?.disconnect();
  await service?.close();
});

describe.skipIf(redis === undefined)("with Redis", () => {
  storeContract("redis", (now) =>
    eachApart(redisStore(redis as NonNullable<typeof redis>, { prefix: service?.prefix ?? "", now })),
  );
});
