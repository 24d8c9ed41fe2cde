import { randomBytes } from "node:crypto";
import { testPostgres, testRedis } from "@fairlead/sandbox/services";
import { pageOf, textOf } from "@fairlead/testkit/sign-in";
import { afterAll, describe, expect, test } from "vitest";
import { startHub } from "../sign-in/testing/start-hub.ts";
import { formWith, postOwn } from "./testing/console-visitor.ts";

const HASH = "scrypt:16384:8:1:a2Ylg_H-RqGhQvpLpPFt1Q:1i2smodIynRNrpi2DzhFBFZWeo_AiXbt23FRI8EzrRo";

const postgres = await testPostgres();
const redis = await testRedis();
afterAll(async () => {
  await redis?.close();
  await postgres?.close();
});

describe.skipIf(postgres === undefined || redis === undefined)("two replicas", () => {
  test("show the operator what both of them count", async () => {
    const env = {
      DATABASE_URL: postgres?.url ?? "",
      REDIS_URL: redis?.url ?? "",
      REDIS_PREFIX: redis?.prefix ?? "",
      FAIRLEAD_MIGRATE: "on",
      FAIRLEAD_SECRET: randomBytes(32).toString("base64url"),
      FAIRLEAD_VAULT_KEYS: `test:${randomBytes(32).toString("base64")}`,
      OPERATOR_PASSWORD_HASH: HASH,
    };
    const first = await startHub({ env });
    const second = await startHub({ env, standIn: first.standIn });
    for (const hub of [first, second]) {
      const browser = hub.browser();
      const form = formWith(pageOf(await browser.visit(`${hub.url}/operator`)).html, "sign-in");
      form.set("password", "a long enough password");
      await postOwn(browser, `${hub.url}/operator`, form);
      for (const page of ["vendors", "jobs"]) {
        const shown = async () => textOf(pageOf(await browser.visit(`${hub.url}/operator/${page}`)).html);
        await expect.poll(shown).toContain("Of all 2 processes together");
      }
    }
    await Promise.all([second.close(), first.close()]);
  });
});
