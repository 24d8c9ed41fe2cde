import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingsPage } from "./settings-page.ts";

test("docs/self-host/settings.md is what the schemas say (`pnpm --filter @fairlead/hub settings` writes it)", () => {
  expect(readFileSync(new URL("../../../docs/self-host/settings.md", import.meta.url), "utf8")).toBe(settingsPage());
});
