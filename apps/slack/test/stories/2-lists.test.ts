import { listTokens } from "@fairlead/testkit";
import { expect, test } from "vitest";
import { useStory } from "./story-client.ts";

const story = useStory();

test.each(["2026-07-28", "2025-11-25", "sdk-1"] as const)(
  "2. the default list of a client of %s has 20 tools, and nothing writes at /readonly",
  async (era) => {
    const tools = await (await story.connect(era)).client.listTools();
    expect(tools).toHaveLength(20);
    expect(listTokens(tools)).toBeLessThanOrEqual(8_000);
    const readonly = await (await story.connect(era, { url: "/readonly" })).client.listTools();
    expect(readonly.filter(({ annotations }) => annotations?.["readOnlyHint"] !== true)).toEqual([]);
  },
);
