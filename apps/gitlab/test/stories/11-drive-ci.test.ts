import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();

describe.each(ERAS)("11. drive CI, %s", (era) => {
  test("inputs and variables keep their keys", async () => {
    const { call } = await story.connect(era);
    const variables = [{ key: "deployTarget", value: "x" }];
    const made = await call("create_pipeline", { ...storefront, ref: "main", inputs: { deployEnv: "x" }, variables });
    expect(made.isError, made.text).toBe(false);
    expect(story.writes()).toMatchObject([{ body: { ref: "main", inputs: { deployEnv: "x" }, variables } }]);
  });

  test("a retry has new job ids, a cancel is on its way", async () => {
    const { call } = await story.connect(era);
    const red = await call("get_pipeline", { ...storefront, iid: 37, include: ["jobs"] });
    const before = (red.structured["jobs"] as { job_id: number }[]).map(({ job_id: id }) => id);
    const id = red.structured["pipeline_id"];
    const retried = await call("retry_pipeline", { ...storefront, pipeline_id: id });
    expect(retried.isError, retried.text).toBe(false);
    for (const { job_id: job } of retried.structured["jobs"] as { job_id: number }[]) expect(before).not.toContain(job);
    const cancelled = await call("cancel_pipeline", { ...storefront, pipeline_id: id });
    expect(cancelled.text).toContain("canceling");
  });
});
