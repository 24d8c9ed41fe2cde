import { expect, test } from "vitest";
import { fieldsOfPolicy } from "./policy-fields.ts";
import type { PermissionsData } from "./permissions-data.ts";
import { permissionsPage } from "./permissions-page.ts";

const LINKS = { style: "/pages.css", copy: "/copy.js", index: undefined };
const operator = { readonly: false, toolsets: undefined, excludeTools: [] };
const connection = {
  id: "c1",
  label: "work",
  login: "ada",
  host: "github.com",
  profile: undefined,
  status: "active",
  authKind: "oauth",
} as const;

function page(changed: Partial<PermissionsData["connection"]> = {}, more: Partial<PermissionsData> = {}): string {
  const data: PermissionsData = {
    connector: { title: "GitHub" },
    reach: undefined,
    href: "/connections/c1",
    home: "/connections",
    csrf: "proof",
    connection: { ...connection, ...changed },
    fields: fieldsOfPolicy({}, operator, { toolsets: [], tools: [] }),
    groups: [],
    operator,
    clients: [],
    ...more,
  };
  return permissionsPage(data, LINKS).replaceAll(/\s+/g, " ");
}

test("whoever disconnects a pasted token is told that it stays valid at the vendor", () => {
  expect(page({ authKind: "token" })).toContain("The token itself stays valid: delete it at GitHub");
  expect(page()).not.toContain("stays valid");
});

test("a rename goes to the page itself, a disconnection to the list", () => {
  const form = (choice: string) =>
    page()
      .split("<form")
      .find((part) => part.includes(`value="${choice}"`));
  expect(form("rename")).toContain('action="/connections/c1"');
  expect(form("revoke")).toContain('action="/connections"');
  expect(form("revoke")).toContain('name="connection" value="c1"');
});
