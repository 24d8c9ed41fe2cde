import { expect, test } from "vitest";
import { misspeltNames } from "./misspelt-names.ts";
import { coreSettings } from "./settings.ts";

test.each([
  ["FAIRLEAD_SECERT", "FAIRLEAD_SECRET"],
  ["FAIRLEAD_VAULT_KEY", "FAIRLEAD_VAULT_KEYS"],
  ["REDISURL", undefined],
  ["REDIS_URI", "REDIS_URL"],
  ["PUBLICURL", undefined],
  ["PUBLIC_ULR", "PUBLIC_URL"],
  ["log_level", "LOG_LEVEL"],
  ["FAIRLEAD_CONFIG", undefined],
  ["OTEL_TRACES_SAMPLER", undefined],
  ["HOSTNAME", undefined],
  ["PORTS", undefined],
])("%s may have been meant as %s", (written, meant) => {
  const found = misspeltNames(coreSettings, { [written]: "x" });
  expect(found).toEqual(meant === undefined ? [] : [{ written, meant }]);
});

test("where the setting itself is set, the other is somebody else's", () => {
  expect(misspeltNames(coreSettings, { REDIS_URI: "x", REDIS_URL: "y" })).toEqual([]);
});
