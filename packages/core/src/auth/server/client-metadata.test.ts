import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeClientMetadata, type ClientPolicy } from "./client-metadata.ts";

const anywhere: ClientPolicy = { allowed: undefined, services: new Set() };

function normalized(metadata: Record<string, unknown>, policy = anywhere): Record<string, unknown> {
  const copy = { client_id: "d1.x", redirect_uris: ["https://app.example/callback"], ...metadata };
  normalizeClientMetadata(copy, policy);
  return copy;
}

describe("what a client says of itself", () => {
  test("is bent to what we do", () => {
    const metadata = normalized({
      grant_types: ["refresh_token", "urn:ietf:params:oauth:grant-type:device_code", "implicit"],
      response_types: ["code", "token"],
      scope: "claudeai",
      logo_uri: "https://evil.example/x.png",
      sector_identifier_uri: "https://evil.example/fetch-me",
      default_max_age: 5,
    });
    expect(metadata).toEqual({
      client_id: "d1.x",
      redirect_uris: ["https://app.example/callback"],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      response_modes: ["query"],
      application_type: "web",
    });
  });

  test.each([
    [["http://127.0.0.1/"], "native"],
    [["https://vscode.dev/redirect", "http://localhost:33418/"], "native"],
    [["cursor://anysphere.cursor-mcp/oauth/callback"], "native"],
    [["https://claude.ai/api/mcp/auth_callback"], "web"],
    [["HTTPS://claude.ai/api/mcp/auth_callback"], "web"],
  ])("with %j it is %s: the port is free for native ones only", (redirect_uris, type) => {
    expect(normalized({ redirect_uris, application_type: "web" })["application_type"]).toBe(type);
  });

  test("a name becomes one plain line that a person can read", () => {
    const name = "  Evil\u202Etxt.exe\u0000\n\u200Bclient  ";
    expect(normalized({ client_name: name })["client_name"]).toBe("Evil txt.exe client");
    expect(String(normalized({ client_name: "x".repeat(500) })["client_name"])).toHaveLength(100);
    expect(() => normalized({ client_name: 5 })).toThrow("invalid_client_metadata");
    expect(normalized({ client_name: "\u0000" })).not.toHaveProperty("client_name");
  });

  test("is worth the same twice", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.constantFrom("authorization_code", "refresh_token", "x")),
        (client_name, grant_types) => {
          const once = normalized({ client_name, grant_types });
          expect(normalized(once)).toEqual(once);
        },
      ),
    );
  });
});

test("a document must name its client", () => {
  const client_id = "https://client.example/metadata.json";
  expect(() => normalized({ client_id })).toThrow("invalid_client_metadata");
  expect(() => normalized({ client_id, client_name: "\n" })).toThrow("invalid_client_metadata");
  expect(normalized({ client_id, client_name: "Client" })["client_name"]).toBe("Client");
});

test("a document that says nothing of a proof has none to show: it cannot have a secret", () => {
  const proof = (more: object) => normalized({ client_name: "Client", ...more })["token_endpoint_auth_method"];
  expect(proof({ client_id: "https://client.example/metadata.json" })).toBe("none");
  expect(proof({ client_id: "https://client.example/x", token_endpoint_auth_method: "private_key_jwt" })).toBe(
    "private_key_jwt",
  );
  expect(proof({ client_id: "d1.x" })).toBeUndefined();
});

test("nobody becomes a service account by saying so", () => {
  const policy: ClientPolicy = { allowed: undefined, services: new Set(["nightly"]) };
  const asked = { grant_types: ["client_credentials"], response_types: [], redirect_uris: [] };
  expect(normalized({ ...asked, client_id: "d1.x" }, policy)["grant_types"]).toEqual(["authorization_code"]);
  expect(normalized({ ...asked, client_id: "nightly" }, policy)).toMatchObject(asked);
});
