import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();

/** Pipelines of main, oldest first. */
async function mains({ call }: StoryClient): Promise<number[]> {
  const { structured } = await call("list_pipelines", { ...storefront, ref: "main" });
  return (structured["items"] as { pipeline_id: number }[]).map(({ pipeline_id: id }) => id).toReversed();
}

describe.each(ERAS)("10. red pipeline, %s", (era) => {
  test("37: the test, its file and line are in the first excerpt", async () => {
    const { call } = await story.connect(era);
    const { text } = await call("get_job_log", { ...storefront, iid: 37 });
    expect(text).toContain("cartTotal > rounds once per line, not once per unit (src/cart/total.test.ts:33)");
    expect(text.length / 4).toBeLessThan(500);
  });

  test("memory, a lost runner, wrong yaml and a child's job are told apart", async () => {
    const her = await story.connect(era);
    const [erased, memory, lost, yaml, child] = await mains(her);
    const read = async (id?: number) => her.call("get_job_log", { ...storefront, pipeline_id: id });
    expect((await read(memory)).text).toContain("oom");
    expect((await read(lost)).text).toContain("infra");
    expect((await read(yaml)).text).toContain("config");
    expect((await read(child)).text).toMatch(/ledger/);
    const gone = await read(erased);
    expect(gone.text).toMatch(/erased/);
    expect(gone.code ?? "not_found").toBe("not_found");
  });
});
