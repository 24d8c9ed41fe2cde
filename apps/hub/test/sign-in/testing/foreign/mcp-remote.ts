import { freePort } from "@fairlead/testkit/sign-in";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { fileURLToPath } from "node:url";
import { commandEnv } from "../../../run-command.ts";
import type { Person } from "../person.ts";
import type { ForeignClient } from "./foreign-client.ts";
import { openedUrls } from "./opened-urls.ts";

const PROGRAM = fileURLToPath(new URL("../../../../node_modules/mcp-remote/dist/proxy.js", import.meta.url));

/**
 * A client without HTTP of its own behind `mcp-remote`.
 *
 * @param options.protocol `auto` speaks 2026-07-28 to us, `legacy` what the client speaks.
 * @param options.args more of its command line.
 */
export async function mcpRemote(
  mcpUrl: string,
  home: string,
  person: Person,
  { protocol, args = [] }: { protocol: "auto" | "legacy"; args?: readonly string[] },
): Promise<ForeignClient> {
  const urls = openedUrls(person);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [PROGRAM, mcpUrl, String(await freePort()), "--protocol", protocol, ...args],
    env: commandEnv(home),
    cwd: home,
    stderr: "pipe",
  });
  let printed = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    urls.read(chunk.toString());
  });
  const client = new Client({ name: "local", version: "1" }, { versionNegotiation: { mode: "legacy" } });
  await client.connect(transport).catch((cause: unknown) => {
    throw new Error(`mcp-remote did not come up:\n${printed.slice(-2000)}`, { cause });
  });
  return {
    async call(name, args = {}) {
      const result = await client.callTool({ name, arguments: args });
      await urls.settled();
      if (result.structuredContent === undefined) throw new Error(JSON.stringify(result.content));
      return result.structuredContent as Record<string, unknown>;
    },
    close: () => client.close(),
  };
}
