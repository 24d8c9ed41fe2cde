import { createOAuthClient, pageOf, signIn, textOf } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { serveDocument } from "./testing/serve-document.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let hub: RunningHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const CODE_AND_REFRESH = ["authorization_code", "refresh_token"];

interface Client {
  client: string;
  /** Where its metadata document is; without one it registers itself. */
  document?: string;
  metadata: Readonly<Record<string, unknown>>;
  redirectUris: readonly string[];
  /** What it asks to be answered at, in one run or another. */
  uses: readonly string[];
  /** So near, and yet nothing that it has registered. */
  neverUses: readonly string[];
}

const claude = {
  redirectUris: ["https://claude.ai/api/mcp/auth_callback", "https://claude.com/api/mcp/auth_callback"],
  uses: ["https://claude.ai/api/mcp/auth_callback", "https://claude.com/api/mcp/auth_callback"],
  neverUses: [
    "https://claude.ai/api/mcp/auth_callback/",
    "https://claude.ai:8443/api/mcp/auth_callback",
    "http://claude.ai/api/mcp/auth_callback",
  ],
};
const vscode = {
  metadata: {
    client_name: "Visual Studio Code",
    application_type: "native",
    grant_types: [...CODE_AND_REFRESH, "urn:ietf:params:oauth:grant-type:device_code"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  },
  redirectUris: [
    "https://insiders.vscode.dev/redirect",
    "https://vscode.dev/redirect",
    "http://127.0.0.1/",
    "http://127.0.0.1:33418/",
  ],
  uses: [
    "https://insiders.vscode.dev/redirect",
    "https://vscode.dev/redirect",
    "http://127.0.0.1/",
    "http://127.0.0.1:33418/",
    "http://127.0.0.1:50123/",
  ],
  neverUses: ["https://vscode.dev:444/redirect", "http://localhost:33418/", "http://127.0.0.1:33418/callback"],
};
const loopback = {
  redirectUris: ["http://localhost/callback", "http://127.0.0.1/callback"],
  uses: ["http://localhost:53682/callback", "http://127.0.0.1:8123/callback"],
  neverUses: ["http://[::1]:53682/callback", "http://localhost:53682/", "http://localhost.evil.example/callback"],
};

/** What each sends of itself, as far as its makers or its packets tell. */
const clients: Client[] = [
  {
    client: "Claude",
    metadata: { client_name: "Claude", scope: "claudeai", grant_types: CODE_AND_REFRESH },
    ...claude,
  },
  {
    client: "Claude, by a document",
    document: "https://claude.ai/oauth/mcp-oauth-client-metadata",
    metadata: { client_name: "Claude" },
    ...claude,
  },
  {
    client: "Claude Code",
    document: "https://claude.ai/oauth/claude-code-client-metadata",
    metadata: { client_name: "Claude Code" },
    ...loopback,
  },
  { client: "VS Code", ...vscode },
  { client: "VS Code, by a document", document: "https://vscode.dev/oauth/client-metadata.json", ...vscode },
  {
    client: "Cursor",
    metadata: { client_name: "Cursor", grant_types: CODE_AND_REFRESH, token_endpoint_auth_method: "none" },
    redirectUris: [
      "cursor://anysphere.cursor-mcp/oauth/callback",
      "http://localhost:8787/callback",
      "https://www.cursor.com/agents/mcp/oauth/callback",
    ],
    uses: [
      "cursor://anysphere.cursor-mcp/oauth/callback",
      "http://localhost:8787/callback",
      "https://www.cursor.com/agents/mcp/oauth/callback",
    ],
    neverUses: ["cursor://anysphere.cursor-mcp/oauth", "https://cursor.com/agents/mcp/oauth/callback"],
  },
  {
    client: "ChatGPT",
    metadata: { client_name: "ChatGPT", grant_types: CODE_AND_REFRESH, token_endpoint_auth_method: "none" },
    redirectUris: ["https://chatgpt.com/connector_platform_oauth_redirect"],
    uses: ["https://chatgpt.com/connector_platform_oauth_redirect"],
    neverUses: ["https://chatgpt.com/connector_platform_oauth_redirect?next=https://evil.example"],
  },
  {
    client: "ChatGPT, with a callback of each app's own",
    metadata: { client_name: "ChatGPT", grant_types: CODE_AND_REFRESH, token_endpoint_auth_method: "none" },
    redirectUris: ["https://chatgpt.com/connector/oauth/kD3x9QmT71aB"],
    uses: ["https://chatgpt.com/connector/oauth/kD3x9QmT71aB"],
    neverUses: ["https://chatgpt.com/connector/oauth/another"],
  },
  {
    client: "Zed",
    document: "https://zed.dev/oauth/client-metadata.json",
    metadata: { client_name: "Zed" },
    ...loopback,
  },
];

describe.each(clients)("$client", ({ document, metadata, redirectUris, uses, neverUses }) => {
  let served: Awaited<ReturnType<typeof serveDocument>> | undefined;
  let clientId: string;
  beforeAll(async () => {
    served =
      document === undefined ? undefined : await serveDocument(document, { ...metadata, redirect_uris: redirectUris });
    clientId = document ?? (await registered({ ...metadata, redirect_uris: redirectUris }));
  });
  afterAll(() => served?.restore());

  test.each(uses)("is answered at %s", async (redirectUri) => {
    const client = await createOAuthClient(hub.url, hub.mcpUrl, { clientId, redirectUri });
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    expect(landing.href.split("?")[0]).toBe(redirectUri);
    const { access_token, refresh_token } = await client.redeem(asked, landing);
    expect(refresh_token).toBeTypeOf("string");
    expect((await callTool(hub.mcpUrl, access_token, "get_me")).structured).toMatchObject({ login: "mlind" });
  });

  test.each(neverUses)("is not answered at %s", async (redirectUri) => {
    const client = await createOAuthClient(hub.url, hub.mcpUrl, { clientId, redirectUri });
    const page = pageOf(await hub.browser().visit(client.authorization().url));
    expect(page.status).toBe(400);
    expect(textOf(page.html)).toContain("invalid_redirect_uri");
  });
});

async function registered(metadata: Readonly<Record<string, unknown>>): Promise<string> {
  const { clientId } = await createOAuthClient(hub.url, hub.mcpUrl, { metadata });
  return clientId;
}
