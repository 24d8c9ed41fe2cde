import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();

describe.each(ERAS)("9. a confirmed tool called through call_tool, %s", (era) => {
  test("asks, and goes ahead after accept", async () => {
    const { call } = await story.connect(era, { answer: () => ({ action: "accept", content: { confirm: true } }) });
    const { structured, text } = await call("delete_branch", { ...storefront, branch: "experiment/total-in-cents" });
    expect(structured, text).toMatchObject({ branch: "experiment/total-in-cents" });
    expect(story.writes()).toHaveLength(1);
  });
});
