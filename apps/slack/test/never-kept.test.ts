import { describe, expect, test } from "vitest";
import { useSlack } from "./harness.ts";

const slack = useSlack({ CACHE_FRESH_MS: "60000" });
const SEARCH = "assistant.search.context";

describe("what Slack's search has found is asked for anew, whatever the operator lets be kept", () => {
  test.each([
    ["search_messages", { query: "incident" }],
    ["search_files", { query: "handbook" }],
    ["search_users", { query: "maja" }],
    ["list_channels", { query: "incident", membership: "all" }],
  ])("%s", async (tool, args) => {
    for (const times of [1, 2]) {
      const { isError, text } = await slack.call(tool, args);
      expect(isError, text).toBe(false);
      expect(slack.sent().filter((method) => method === SEARCH)).toHaveLength(times);
    }
  });
});
