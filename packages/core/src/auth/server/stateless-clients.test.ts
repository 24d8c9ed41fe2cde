import fc from "fast-check";
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createStatelessClients } from "./stateless-clients.ts";

const key = randomBytes(32);
const clients = createStatelessClients([key]);
const metadata = { redirect_uris: ["http://127.0.0.1/callback"], token_endpoint_auth_method: "none" };

describe("a client's id is its metadata", () => {
  test("found again by anybody with the key", () => {
    const id = clients.idOf({ ...metadata, client_name: "Någon", scope: "everything", client_secret: "chosen" });
    const found = createStatelessClients([key]).find(id);
    expect(found).toMatchObject({ ...metadata, client_id: id, client_name: "Någon" });
    expect(found).not.toHaveProperty("scope");
    expect(found).not.toHaveProperty("client_secret");
    expect(id).toMatch(/^d1\.[\w-]+$/);
  });

  test("short enough for a URL, even with VS Code's list", () => {
    const redirect_uris = [
      "https://vscode.dev/redirect",
      "https://insiders.vscode.dev/redirect",
      "http://127.0.0.1/",
      "http://127.0.0.1:33418/",
      "http://localhost/",
      "http://localhost:33418/",
    ];
    expect(clients.idOf({ ...metadata, redirect_uris, client_name: "Visual Studio Code" }).length).toBeLessThan(400);
  });

  test("survives the rotation of the key, and ends when the key leaves the ring", () => {
    const id = clients.idOf({ redirect_uris: ["https://app.example/"] });
    const next = randomBytes(32);
    const rotated = createStatelessClients([next, key]);
    expect(rotated.find(id)).toMatchObject({ client_id: id, client_secret: clients.secretOf(id) });
    expect(createStatelessClients([next]).find(id)).toBeUndefined();
  });

  test("is not a stranger's to make: no other text is one", () => {
    const id = clients.idOf(metadata);
    fc.assert(
      fc.property(fc.nat(id.length - 1), fc.constantFrom("A", "Z", "a", "z", "0", "9", "-", "_"), (at, letter) => {
        const changed = id.slice(0, at) + letter + id.slice(at + 1);
        if (changed !== id) expect(clients.find(changed)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(clients.find(`d1.${text}`)).toBeUndefined();
      }),
    );
    for (const more of ["=", "\n", " ", "A", "."]) expect(clients.find(id + more)).toBeUndefined();
  });

  test("is refused when there is too much of it", () => {
    const redirect_uris = Array.from({ length: 10 }, () => `https://app.example/${randomBytes(400).toString("hex")}`);
    expect(() => clients.idOf({ redirect_uris })).toThrow("invalid_client_metadata");
  });
});

describe("a client's secret", () => {
  test("belongs to the id, and only to clients that use one", () => {
    const [one, two] = [clients.idOf({}), clients.idOf({})];
    expect(clients.secretOf(one)).not.toBe(clients.secretOf(two));
    expect(clients.find(one)).toMatchObject({ client_secret: clients.secretOf(one), client_secret_expires_at: 0 });
    expect(clients.find(clients.idOf(metadata))).not.toHaveProperty("client_secret");
  });
});
