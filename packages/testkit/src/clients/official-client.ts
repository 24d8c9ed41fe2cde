import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { callResult } from "./call-result.ts";
import { madeOnce } from "./made-once.ts";
import { subscribeEach } from "./subscribe-each.ts";
import type { ClientOptions, TestClient } from "./test-client.ts";

const validators = new AjvJsonSchemaValidator();
const jsonSchemaValidator = { getValidator: madeOnce(validators.getValidator.bind(validators)) };

/** The official client of the v2 SDK, pinned to a revision. */
export async function connectOfficial(
  url: string,
  era: "2026-07-28" | "2025-11-25",
  options: ClientOptions = {},
): Promise<TestClient> {
  const { answer, headers = {} } = options;
  const client = new Client(
    { name: "fairlead-testkit", version: "1.0.0" },
    {
      capabilities: answer === undefined ? {} : { elicitation: { form: {} } },
      jsonSchemaValidator,
      versionNegotiation: { mode: era === "2026-07-28" ? { pin: era } : "legacy" },
    },
  );
  if (answer !== undefined)
    client.setRequestHandler("elicitation/create", async ({ params }) => answer(params.message));
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  return {
    era,
    listTools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, { signal, onProgress } = {}) =>
      callResult(
        await client.callTool(
          { name, arguments: args },
          {
            ...(signal !== undefined && { signal }),
            ...(onProgress !== undefined && { onprogress: ({ progress }) => onProgress(progress) }),
          },
        ),
      ),
    listResources: async () => (await client.listResources()).resources,
    listTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
    read: async (uri) => (await client.readResource({ uri })).contents,
    async listen(uris, onUpdated) {
      client.setNotificationHandler("notifications/resources/updated", ({ params }) => onUpdated(params.uri));
      if (era === "2026-07-28") {
        const { honoredFilter } = await client.listen({ resourceSubscriptions: [...uris] });
        return honoredFilter.resourceSubscriptions ?? [];
      }
      return subscribeEach(uris, (uri) => client.subscribeResource({ uri }));
    },
    listPrompts: async () => (await client.listPrompts()).prompts,
    prompt: async (name, args) => (await client.getPrompt({ name, arguments: args })).messages,
    complete: async (prompt, argument, known = {}) => {
      const ref = { type: "ref/prompt" as const, name: prompt };
      return (await client.complete({ ref, argument, context: { arguments: known } })).completion.values;
    },
    instructions: () => client.getInstructions(),
    close: () => client.close(),
  };
}
