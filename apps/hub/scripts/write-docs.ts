import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { connectors } from "../src/connectors.ts";
import { beginConnectorPage, withConnectorTables } from "./connector-page.ts";
import { settingsPage } from "./settings-page.ts";
import { withToolsTable } from "./tools-table.ts";

/** Writes everything in the documentation that is made from code. */
writeFileSync(new URL("../../../docs/self-host/settings.md", import.meta.url), settingsPage());
for (const connector of connectors) {
  const readme = new URL(`../../${connector.name}/README.md`, import.meta.url);
  writeFileSync(readme, withToolsTable(readFileSync(readme, "utf8"), connector));
  const page = new URL(`../../../docs/connectors/${connector.name}.md`, import.meta.url);
  const written = existsSync(page) ? readFileSync(page, "utf8") : beginConnectorPage(connector);
  writeFileSync(page, withConnectorTables(written, connector));
}
