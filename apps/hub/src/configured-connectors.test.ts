import { expect, test } from "vitest";
import { configuredConnectors } from "./configured-connectors.ts";
import { connectors } from "./connectors.ts";

const names = (env: Record<string, string>) => configuredConnectors(connectors, env).map(({ name }) => name);

test("those that the environment sets up, or all", () => {
  expect(names({ SLACK_TOKEN: "xoxp-1" })).toEqual(["slack"]);
  expect(names({ SLACK_TOKEN: "xoxp-1", GITHUB_TOKEN: "ghp_1", PORT: "1" })).toEqual(["github", "slack"]);
  expect(names({ PORT: "1", SLACK_TOKEN: "" })).toEqual(connectors.map(({ name }) => name));
});
