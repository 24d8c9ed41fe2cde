import { freePort } from "@fairlead/testkit/sign-in";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../../run-command.ts";
import type { Person } from "../person.ts";
import type { ForeignClient } from "./foreign-client.ts";
import { openedUrls } from "./opened-urls.ts";

const PROGRAM = fileURLToPath(
  new URL("../../../../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js", import.meta.url),
);

/** The Inspector's command line: one process for each call. */
export async function inspector(
  mcpUrl: string,
  home: string,
  person: Person,
  { era, args = [] }: { era: "modern" | "legacy"; args?: readonly string[] },
): Promise<ForeignClient> {
  const callback = `http://127.0.0.1:${await freePort()}/oauth/callback`;
  const always = ["--cli", mcpUrl, "--transport", "http", "--protocol-era", era, "--callback-url", callback, ...args];
  return {
    async call(name, given = {}) {
      const urls = openedUrls(person);
      const tool = ["--method", "tools/call", "--tool-name", name, "--tool-args-json", JSON.stringify(given)];
      const { status, stdout, stderr } = await runCommand(PROGRAM, [...always, ...tool], home, {
        // Without a terminal it signs in only where it is sure of a browser.
        env: { MCP_AUTO_OPEN_ENABLED: "true", MCP_INSPECTOR_SECRET_STORE: "file" },
        // To "Proceed with step-up authorization?"
        input: "y\n",
        onOutput: urls.read,
      });
      await urls.settled();
      if (status !== 0) throw new Error(stderr);
      return (JSON.parse(stdout) as { structuredContent: Record<string, unknown> }).structuredContent;
    },
    close: async () => {},
  };
}
