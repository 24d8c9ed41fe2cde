import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { connectors } from "../src/connectors.ts";
import { settingsPage } from "./settings-page.ts";
import { withToolsTable } from "./tools-table.ts";

// `pnpm --filter @fairlead/hub docs` writes both.

test("docs/self-host/settings.md is what the schemas say", () => {
  expect(readFileSync(new URL("../../../docs/self-host/settings.md", import.meta.url), "utf8")).toBe(settingsPage());
});

test.each(connectors)("the README of $name lists its tools as they are", (connector) => {
  const readme = readFileSync(new URL(`../../${connector.name}/README.md`, import.meta.url), "utf8");
  expect(readme).toBe(withToolsTable(readme, connector));
});
