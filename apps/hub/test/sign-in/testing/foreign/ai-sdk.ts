import { auth, createMCPClient, UnauthorizedError } from "@ai-sdk/mcp";
import { scriptedProvider } from "@fairlead/testkit/sign-in";
import type { Person } from "../person.ts";
import type { ForeignClient } from "./foreign-client.ts";

type Client = Awaited<ReturnType<typeof createMCPClient>>;

/**
 * A program built on the AI SDK. The library answers a 401 by itself and leaves a 403 to the program, which asks for what
 * the challenge names.
 *
 * @param options.modern whether it looks for 2026-07-28 before it initializes.
 */
export function aiSdk(mcpUrl: string, person: Person, { modern }: { modern: boolean }): ForeignClient {
  const authProvider = scriptedProvider();
  let challenge = "";
  let client: Client | undefined;

  const transport = {
    type: "http" as const,
    url: mcpUrl,
    authProvider,
    async fetch(...request: Parameters<typeof globalThis.fetch>) {
      const response = await globalThis.fetch(...request);
      challenge = response.headers.get("www-authenticate") ?? challenge;
      return response;
    },
  };
  const signIn = async () => {
    const { searchParams } = await person.answer(authProvider.takeUrl());
    await auth(authProvider, {
      serverUrl: mcpUrl,
      authorizationCode: searchParams.get("code") ?? "",
      callbackState: searchParams.get("state") ?? "",
      callbackIssuer: searchParams.get("iss") ?? "",
    });
    // The session of whoever signed in before is not this person's.
    await client?.close();
    client = undefined;
  };
  const attempt = async (name: string, given: Readonly<Record<string, unknown>>) => {
    client ??= await createMCPClient({ transport, protocolVersionDiscovery: modern });
    const { structuredContent, content } = await client.callTool({ name, arguments: { ...given } });
    if (structuredContent === undefined) throw new Error(JSON.stringify(content));
    return structuredContent as Record<string, unknown>;
  };

  return {
    async call(name, given = {}) {
      challenge = "";
      try {
        return await attempt(name, given);
      } catch (error) {
        if (challenge === "") throw error;
        if (!(error instanceof UnauthorizedError)) {
          await auth(authProvider, { serverUrl: mcpUrl, scope: /scope="([^"]*)"/.exec(challenge)?.[1] ?? "" });
        }
        await signIn();
        return await attempt(name, given);
      }
    },
    close: async () => client?.close(),
  };
}
