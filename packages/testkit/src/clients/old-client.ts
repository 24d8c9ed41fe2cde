import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema, ResourceUpdatedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/sdk/validation/ajv-provider.js";
import { callResult } from "./call-result.ts";
import { madeOnce } from "./made-once.ts";
import { subscribeEach } from "./subscribe-each.ts";
import type { ClientOptions, TestClient } from "./test-client.ts";

const validators = new AjvJsonSchemaValidator();
const jsonSchemaValidator = { getValidator: madeOnce(validators.getValidator.bind(validators)) };

/** The client of the 1.x SDK, which most installed clients are built on. */
export async function connectOld(url: string, options: ClientOptions = {}): Promise<TestClient> {
  const { answer, headers = {} } = options;
  const client = new Client(
    { name: "fairlead-testkit", version: "1.0.0" },
    { capabilities: answer === undefined ? {} : { elicitation: {} }, jsonSchemaValidator },
  );
  if (answer !== undefined) client.setRequestHandler(ElicitRequestSchema, async ({ params }) => answer(params.message));
  const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
  await client.connect(transport);
  return {
    era: "sdk-1",
    listTools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, { signal, onProgress } = {}) =>
      callResult(
        await client.callTool({ name, arguments: args }, undefined, {
          ...(signal !== undefined && { signal }),
          ...(onProgress !== undefined && { onprogress: ({ progress }) => onProgress(progress) }),
        }),
      ),
    listResources: async () => (await client.listResources()).resources,
    listTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
    read: async (uri) => (await client.readResource({ uri })).contents,
    async listen(uris, onUpdated) {
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => onUpdated(params.uri));
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
