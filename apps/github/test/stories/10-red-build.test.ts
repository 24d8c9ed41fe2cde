import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { runOf } from "../runs.ts";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();

interface Job {
  class: string;
  excerpts: { from_line: number; to_line: number; text: string }[];
  tests: { name: string; file: string; line: number; message: string }[];
  total_lines: number;
}

/** Failed runs of the shop by the exit code or sentence that their log ends with. */
function runEndingWith(words: string): number {
  const shop = story.standIn.world.repositories.values().find(({ fullName }) => fullName === "harbor/storefront");
  const run = shop?.actions.runs.find(({ attempts }) => attempts[0]?.jobs[0]?.log?.includes(words));
  if (!run) throw new Error(`no log says: ${words}`);
  return run.id;
}

describe.each(ERAS)("10. red build, %s", (era) => {
  test("37: test, file and line stand in the first excerpt, out of 25,000 lines", async () => {
    const { call } = await story.connect(era);
    const { structured, text } = await call("get_job_logs", { ...storefront, number: 37 });
    const [job] = structured["jobs"] as Job[];
    expect(job).toMatchObject({ class: "test_failure", total_lines: 25_000 });
    expect(job?.tests).toMatchObject([
      { name: "cartTotal > rounds once per line, not once per unit", file: "src/cart/total.test.ts", line: 33 },
    ]);
    const first = job?.excerpts[0];
    expect(first?.text).toContain("rounds once per line, not once per unit");
    expect(first?.text).toContain("src/cart/total.test.ts:33");
    expect(first?.text).toContain("AssertionError: expected 900 to be 899");
    expect(text.length).toBeLessThanOrEqual(6_000 * 4);
  });

  test("exit 137 is a machine out of memory", async () => {
    const { call } = await story.connect(era);
    const { structured } = await call("get_job_logs", { ...storefront, run_id: runEndingWith("exit code 137") });
    expect((structured["jobs"] as Job[])[0]?.class).toBe("oom");
  });

  test("a log past its retention is not_found, in a sentence", async () => {
    const { call } = await story.connect(era);
    const { id } = runOf(story.standIn, "harbor/storefront", "main", "failure");
    const { code, text } = await call("get_job_logs", { ...storefront, run_id: id });
    expect(code).toBe("not_found");
    expect(text).toContain("past its retention");
  });
});
