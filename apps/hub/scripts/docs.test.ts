import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { connectors } from "../src/connectors.ts";
import { beginConnectorPage, withConnectorTables } from "./connector-page.ts";
import { settingsPage } from "./settings-page.ts";
import { withToolsTable } from "./tools-table.ts";
import { withBlock } from "./with-block.ts";

// `pnpm --filter @fairlead/hub run docs` writes them all.

test("docs/self-host/settings.md is what the schemas say", () => {
  expect(readFileSync(new URL("../../../docs/self-host/settings.md", import.meta.url), "utf8")).toBe(settingsPage());
});

test.each(connectors)("the README of $name lists its tools as they are", (connector) => {
  const readme = readFileSync(new URL(`../../${connector.name}/README.md`, import.meta.url), "utf8");
  expect(readme).toBe(withToolsTable(readme, connector));
});

test.each(connectors)("the page of $name in docs/connectors says what it declares", (connector) => {
  const page = readFileSync(new URL(`../../../docs/connectors/${connector.name}.md`, import.meta.url), "utf8");
  expect(page).toBe(withConnectorTables(page, connector));
});

test.each(connectors)("a page that $name would begin with takes its tables", (connector) => {
  const page = withConnectorTables(beginConnectorPage(connector), connector);
  expect(page).toContain(`# ${connector.title}\n`);
  for (const name of connector.defaultTools) expect(page).toContain(`| \`${name}\` |`);
});

test.each(connectors)("the page of $name would say of what there is none", (connector) => {
  const bare = { ...connector, prompts: [], completions: {}, resources: [] };
  const page = withConnectorTables(beginConnectorPage(bare), bare);
  expect(page.match(/^None\.$/gm)).toHaveLength(3);
  expect(page).not.toContain("Completed while");
});

test("a made part stands between its marks, and a page without them is none", () => {
  const page = "Before\n<!-- x:begin -->\nold\n<!-- x:end -->\nafter\n";
  expect(withBlock(page, "x", "new")).toBe("Before\n<!-- x:begin -->\n\nnew\n\n<!-- x:end -->\nafter\n");
  expect(() => withBlock(page, "y", "new")).toThrow("The page has no <!-- y:begin -->.");
});
