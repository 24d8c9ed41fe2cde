import { expect, test } from "vitest";
import { describeSettings, loadSettings } from "../config/index.ts";
import { defineVendor, type Connector } from "../connector/index.ts";
import { z } from "zod";
import { connectorSettings, operatorRules } from "./allow-list-settings.ts";

const vendor = defineVendor({
  name: "toy",
  title: "Toy",
  settings: z.object({ token: z.string().optional() }),
  scopes: {},
  baseline: [],
  endpoint: () => ({ hosts: [] }),
  authorize: () => {},
  operatorCredential: () => undefined,
  client: () => undefined,
  identify: async () => ({ subject: "toy:1", login: "ada", host: "toy", kind: "pat" }),
  explain: () => undefined,
});
const toy: Connector = {
  name: "toy",
  title: "Toy",
  version: "1.0.0",
  description: "Toy",
  instructions: "",
  vendor,
  toolsets: {},
  defaultTools: [],
};
const repositories = { one: "repository", many: "repositories", example: "acme/*", fields: ["owner", "repo"] } as const;
const connector = { ...toy, reach: repositories };
const load = (env: Record<string, string>) =>
  loadSettings(connectorSettings(connector), { env }) as Record<string, unknown>;

test("a connector that names what it reaches has two settings for it", () => {
  const rows = describeSettings(connectorSettings(connector)).slice(-2);
  expect(rows.map(({ env, name }) => [env, name])).toEqual([
    ["TOY_REPOSITORIES", "repositories"],
    ["TOY_WRITE_REPOSITORIES", "writeRepositories"],
  ]);
  expect(connectorSettings(toy)).toBe(toy.vendor.settings);
});

test("what the operator writes becomes rules, and what nobody writes does not", () => {
  expect(operatorRules(connector, load({}))).toEqual([]);
  const rules = operatorRules(
    connector,
    load({ TOY_REPOSITORIES: "acme/*, !acme/x", TOY_WRITE_REPOSITORIES: "acme/docs" }),
  );
  expect(rules).toEqual([
    { by: "operator", name: "TOY_REPOSITORIES", access: "read", patterns: ["acme/*", "!acme/x"] },
    { by: "operator", name: "TOY_WRITE_REPOSITORIES", access: "write", patterns: ["acme/docs"] },
  ]);
});

test("a pattern that no name can match stops the start", () => {
  expect(() => load({ TOY_REPOSITORIES: "acme" })).toThrow("TOY_REPOSITORIES");
  expect(() => load({ TOY_REPOSITORIES: "acme/team/shop" })).toThrow("such as acme/*");
  expect(load({ TOY_REPOSITORIES: "acme/**" })["repositories"]).toEqual(["acme/**"]);
});
