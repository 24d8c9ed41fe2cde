import { defineConnector, defineTool, defineVendor, type Connector } from "@fairlead/core";
import { expect, test } from "vitest";
import { z } from "zod";
import { staticRules } from "./static-rules.ts";

const token = z.string().optional();
const vendor = (settings: z.ZodObject, name = "shop") =>
  defineVendor({
    name,
    title: "Shop",
    settings,
    scopes: {},
    baseline: [],
    endpoint: () => ({ hosts: ["shop.example"] }),
    authorize: () => {},
    operatorCredential: () => undefined,
    client: () => ({}),
    identify: async () => ({ subject: "shop:1", login: "maja", host: "shop.example", kind: "token" }),
    explain: () => undefined,
  });
const settings = z.object({ token: token.meta({ env: "SHOP_TOKEN", description: "A token", secret: true }) });
const getOrder = defineTool({
  name: "get_order",
  title: "Get order",
  description: "One order.",
  access: "read",
  scopes: [],
  input: z.object({ order: z.int().describe("Id") }),
  output: z.object({ total: z.number() }),
  run: async () => ({ total: 1 }),
});
const shop = defineConnector({
  name: "shop",
  title: "Shop",
  version: "0.1.0",
  description: "Orders",
  instructions: "Orders have numbers.",
  vendor: vendor(settings),
  recorded: ["order"],
  toolsets: { orders: { title: "Orders", description: "Orders", tools: [getOrder] } },
  defaultTools: ["get_order"],
});

const broken = (connector: Connector) => Object.values(staticRules).flatMap((rule) => rule(connector));
const withSetting = (field: z.ZodType, name = "token") => ({ ...shop, vendor: vendor(z.object({ [name]: field })) });

test("a small connector keeps every rule", () => {
  expect(broken(shop)).toEqual([]);
});

test.each([
  [{ ...shop, name: "My Shop" }, 'name: "My Shop" is not small letters, digits and hyphens'],
  [{ ...shop, vendor: vendor(settings, "stop") }, 'vendor.name: "stop", while the connector\'s is "shop"'],
  [{ ...shop, toolsets: { "My Orders": shop.toolsets["orders"]! } }, 'toolset "My Orders": not snake_case'],
  [{ ...shop, recorded: ["ordre"] }, 'recorded: nothing takes "ordre"'],
  [
    withSetting(token.meta({ description: "A token", secret: true })),
    'settings.token: no variable; give it .meta({ env: "SHOP_…" })',
  ],
  [
    withSetting(token.meta({ env: "TOKEN", description: "A token", secret: true })),
    "settings.token: TOKEN does not begin with SHOP_",
  ],
  [withSetting(token.meta({ env: "SHOP_TOKEN", secret: true })), "settings.token: no description"],
  [withSetting(token.meta({ env: "SHOP_TOKEN", description: "A token" })), "settings.token: not secret"],
])("what is wrong is named (%#)", (connector, problem) => {
  expect(broken(connector as Connector)).toContainEqual(expect.stringContaining(problem));
});

test("a choice whose name sounds secret is none", () => {
  const choice = z.enum(["user", "bot"]).default("user");
  expect(broken(withSetting(choice.meta({ env: "SHOP_TOKEN", description: "Whose" })))).toEqual([]);
});
