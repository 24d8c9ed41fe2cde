import { freePort } from "@fairlead/testkit/sign-in";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../../run-command.ts";
import type { Person } from "../person.ts";
import type { ForeignClient } from "./foreign-client.ts";
import { openedUrls } from "./opened-urls.ts";

const PROGRAM = fileURLToPath(new URL("../../../../node_modules/mcporter/dist/cli.js", import.meta.url));

/**
 * mcporter: one process for each call. Its callback has a port of its own each time unless told, and then it registers anew
 * each time, which no refresh token survives.
 */
export async function mcporter(mcpUrl: string, home: string, person: Person): Promise<ForeignClient> {
  const config = join(home, "mcporter.json");
  const oauthRedirectUrl = `http://127.0.0.1:${await freePort()}/callback`;
  const server = { baseUrl: mcpUrl, allowHttp: true, auth: "oauth", oauthRedirectUrl };
  writeFileSync(config, JSON.stringify({ mcpServers: { github: server } }));
  return {
    async call(name, given = {}) {
      const urls = openedUrls(person);
      const args = ["--config", config, "call", `github.${name}`, "--args", JSON.stringify(given)];
      const { status, stdout, stderr } = await runCommand(PROGRAM, args, home, {
        env: { MCPORTER_OAUTH_NO_BROWSER: "1" },
        onOutput: urls.read,
      });
      await urls.settled();
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(stdout) as Record<string, unknown>;
    },
    close: async () => {},
  };
}
