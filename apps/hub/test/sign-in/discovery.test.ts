import { createOAuthClient, register, signIn } from "@fairlead/testkit/sign-in";
import { github } from "@fairlead/github";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callTool } from "./testing/call-tool.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let hub: RunningHub;
let several: RunningHub;
beforeAll(async () => {
  hub = await startHub();
  several = await startHub({ standIn: hub.standIn, connectors: [github, { ...github, name: "twin" }] });
});
afterAll(async () => {
  await several.close();
  await hub.close();
});

async function json(url: string, init?: RequestInit): Promise<Record<string, unknown>> {
  const response = await fetch(url, init);
  expect([url, response.status]).toEqual([url, 200]);
  return (await response.json()) as Record<string, unknown>;
}

describe("the authorization server's metadata", () => {
  test.each(["oauth-authorization-server", "openid-configuration"])(
    "%s says what MCP clients look for",
    async (document) => {
      const metadata = await json(`${hub.url}/.well-known/${document}`);
      expect(metadata).toMatchObject({
        issuer: hub.url,
        authorization_endpoint: `${hub.url}/authorize`,
        token_endpoint: `${hub.url}/token`,
        registration_endpoint: `${hub.url}/register`,
        revocation_endpoint: `${hub.url}/revoke`,
        jwks_uri: `${hub.url}/jwks`,
        response_types_supported: ["code"],
        response_modes_supported: ["query"],
        grant_types_supported: ["authorization_code", "refresh_token"],
        code_challenge_methods_supported: ["S256"],
        token_endpoint_auth_methods_supported: expect.arrayContaining(["none"]) as unknown,
        client_id_metadata_document_supported: true,
        authorization_response_iss_parameter_supported: true,
        id_token_signing_alg_values_supported: ["ES256"],
        scopes_supported: ["openid", "offline_access"],
      });
      for (const absent of [
        "introspection_endpoint",
        "userinfo_endpoint",
        "end_session_endpoint",
        "device_authorization_endpoint",
      ]) {
        expect(metadata).not.toHaveProperty(absent);
      }
    },
  );

  test("of a connector below a path is at every place that clients try", async () => {
    const issuer = `${several.url}/github`;
    for (const place of [
      `${several.url}/.well-known/oauth-authorization-server/github`,
      `${several.url}/.well-known/openid-configuration/github`,
      `${issuer}/.well-known/openid-configuration`,
      `${issuer}/.well-known/oauth-authorization-server`,
    ]) {
      expect(await json(place)).toMatchObject({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
      });
    }
    expect(await json(`${several.url}/.well-known/oauth-authorization-server/twin`)).toMatchObject({
      issuer: `${several.url}/twin`,
    });
    for (const none of ["", "/gitlab"]) {
      expect((await fetch(`${several.url}/.well-known/oauth-authorization-server${none}`)).status).toBe(404);
    }
  });

  test("and the card of each connector are there before anybody signs in", async () => {
    for (const name of ["github", "twin"]) {
      const mcpUrl = `${several.url}/${name}/mcp`;
      expect(await json(`${mcpUrl}/server-card`)).toMatchObject({
        remotes: [{ type: "streamable-http", url: mcpUrl }],
      });
    }
  });

  test("is built from settings, whatever a request says of its address", async () => {
    const { port } = new URL(hub.url);
    for (const headers of [
      { host: `localhost:${port}` },
      { "x-forwarded-proto": "https" },
      { "x-forwarded-host": `localhost:${port}`, forwarded: "host=evil.example" },
    ]) {
      const metadata = await json(`${hub.url}/.well-known/oauth-authorization-server`, { headers });
      expect(metadata["token_endpoint"]).toBe(`${hub.url}/token`);
    }
  });

  test("publishes no private key", async () => {
    const { keys } = (await json(`${hub.url}/jwks`)) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty("d");
  });
});

describe("the resource's metadata", () => {
  test("names exactly the URL that a client uses", async () => {
    const well = `${hub.url}/.well-known/oauth-protected-resource`;
    for (const form of [
      "",
      "/readonly",
      "/lazy",
      "/@work",
      "/@work/readonly",
      "/x/repos,context",
      "/x/repos/readonly",
    ]) {
      expect(await json(`${well}/mcp${form}`)).toMatchObject({
        resource: `${hub.mcpUrl}${form}`,
        authorization_servers: [hub.url],
        bearer_methods_supported: ["header"],
      });
    }
    for (const none of ["/nothing", "/x/nothing", "/@Wrong!", "x"]) {
      expect([none, (await fetch(`${well}/mcp${none}`)).status]).toEqual([none, 404]);
    }
  });

  test("is at the root, too, where there is one connector, and names no more scopes than a beginning needs", async () => {
    const { resource, scopes_supported } = await json(`${hub.url}/.well-known/oauth-protected-resource`);
    expect(resource).toBe(hub.mcpUrl);
    expect(scopes_supported).toEqual(["repo", "read:org", "read:user"]);
    expect((await fetch(`${several.url}/.well-known/oauth-protected-resource`)).status).toBe(404);
    expect(await json(`${several.url}/.well-known/oauth-protected-resource/twin/mcp`)).toMatchObject({
      resource: `${several.url}/twin/mcp`,
      authorization_servers: [`${several.url}/twin`],
    });
  });

  test("asks for a toolset's own scopes where the URL names it", async () => {
    const { scopes_supported } = await json(`${hub.url}/.well-known/oauth-protected-resource/mcp/x/repo_admin`);
    expect(scopes_supported).toContain("delete_repo");
    const readonly = await json(`${hub.url}/.well-known/oauth-protected-resource/mcp/x/repo_admin/readonly`);
    expect(readonly["scopes_supported"]).not.toContain("delete_repo");
  });
});

describe("pages of other origins", () => {
  const origin = "https://browser-client.example";

  test.each([
    ["GET", "/.well-known/oauth-authorization-server"],
    ["GET", "/.well-known/openid-configuration"],
    ["GET", "/.well-known/oauth-protected-resource"],
    ["GET", "/.well-known/oauth-protected-resource/mcp"],
    ["GET", "/jwks"],
    ["POST", "/token"],
    ["POST", "/register"],
    ["POST", "/revoke"],
  ])("may use %s %s", async (method, path) => {
    const preflight = await fetch(`${hub.url}${path}`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": "content-type,mcp-protocol-version",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toContain(method);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("mcp-protocol-version");
    const answer = await fetch(`${hub.url}${path}`, { method, headers: { origin } });
    expect(answer.status).not.toBe(403);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test.each(["/authorize", "/callback", "/connections"])("may not use %s", async (path) => {
    const answer = await fetch(`${hub.url}${path}`, { headers: { origin }, redirect: "manual" });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([403, null]);
  });

  test("that the operator allows see the challenge, and no others do", async () => {
    const allowed = await startHub({ standIn: hub.standIn, env: { ALLOWED_ORIGINS: origin } });
    try {
      const preflight = { "access-control-request-method": "POST", "access-control-request-headers": "authorization" };
      expect((await fetch(allowed.mcpUrl, { method: "OPTIONS", headers: { origin, ...preflight } })).status).toBe(204);
      const refused = await fetch(allowed.mcpUrl, {
        method: "POST",
        headers: { origin, "content-type": "application/json" },
        body: "{}",
      });
      expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, origin]);
      expect(refused.headers.get("access-control-expose-headers")).toContain("www-authenticate");
      const evil = { origin: "https://evil.example", "content-type": "application/json" };
      expect((await fetch(allowed.mcpUrl, { method: "POST", headers: evil, body: "{}" })).status).toBe(403);
    } finally {
      await allowed.close();
    }
  });
});

test("answers of the token endpoint are stored by nobody", async () => {
  const client = await createOAuthClient(hub.url, hub.mcpUrl);
  const asked = client.authorization();
  await signIn(hub.browser(), asked, "mlind");
  const response = await client.token({ grant_type: "refresh_token", refresh_token: "x" });
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect((await register(hub.url)).response.headers.get("cache-control")).toContain("no-store");
});

test("a resource may be named in upper case and with a slash at its end, or not at all", async () => {
  const client = await createOAuthClient(hub.url, hub.mcpUrl);
  for (const resource of [`${hub.mcpUrl}/`, hub.mcpUrl.replace("http:", "HTTP:"), undefined]) {
    const asked = client.authorization({ resource });
    const landing = await signIn(hub.browser(), asked, "mlind");
    const response = await client.token({
      grant_type: "authorization_code",
      code: landing.searchParams.get("code") ?? "",
      code_verifier: asked.verifier,
      redirect_uri: landing.origin + landing.pathname,
    });
    const { access_token } = (await response.json()) as { access_token: string };
    expect((await callTool(hub.mcpUrl, access_token, "get_me")).status).toBe(200);
  }
  const two = client.authorization();
  two.url.searchParams.append("resource", `${hub.mcpUrl}/@work`);
  const page = await hub.browser().visit(two.url);
  expect("html" in page && page.html).toContain("invalid_target");
});
