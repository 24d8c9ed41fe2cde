import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory, type StoryClient } from "./story-client.ts";

const story = useStory();

interface Job {
  job_id: number;
  name: string;
  status: string;
}

describe.each(ERAS)("11. drive CI, %s", (era) => {
  const read = async ({ call }: StoryClient, id: unknown) =>
    (await call("get_pipeline", { ...storefront, pipeline_id: id })).structured as { status: string; jobs: Job[] };

  test("inputs and variables keep their keys, and the pipeline runs to its end", async () => {
    const her = await story.connect(era);
    const variables = [{ key: "deployTarget", value: "x" }];
    const made = await her.call("create_pipeline", {
      ...storefront,
      ref: "main",
      inputs: { deployEnv: "x" },
      variables,
    });
    expect(made.isError, made.text).toBe(false);
    expect(story.writes().map(({ body }) => body)).toEqual([{ ref: "main", inputs: { deployEnv: "x" }, variables }]);
    const id = made.structured["pipeline_id"];
    expect(story.standIn.world.projects.get(1)?.pipelines.at(-1)).toMatchObject({ id, inputs: { deployEnv: "x" } });
    expect((await read(her, id)).status).not.toBe("success");
    story.standIn.control.advance(60_000);
    await expect.poll(async () => (await read(her, id)).status).toBe("success");
  });

  test("a retry gives every failed job a new id, and leaves the others", async () => {
    const her = await story.connect(era);
    const red = (await her.call("get_pipeline", { ...storefront, iid: 37 })).structured as {
      pipeline_id: number;
      jobs: Job[];
    };
    const [build, failed] = red.jobs;
    const retried = await her.call("retry_pipeline", { ...storefront, pipeline_id: red.pipeline_id });
    expect(retried.structured["jobs"]).toEqual([{ old_id: failed?.job_id, new_id: expect.any(Number), name: "test" }]);
    const [{ new_id } = { new_id: 0 }] = retried.structured["jobs"] as { new_id: number }[];
    expect(new_id).not.toBe(failed?.job_id);
    const after = await read(her, red.pipeline_id);
    expect(after.jobs.map(({ job_id: id }) => id)).toEqual([build?.job_id, new_id]);
  });

  test("one job alone is retried, and a second try of the same call is replayed", async () => {
    const her = await story.connect(era);
    const red = (await her.call("get_pipeline", { ...storefront, iid: 37 })).structured as {
      pipeline_id: number;
      jobs: Job[];
    };
    const args = {
      ...storefront,
      pipeline_id: red.pipeline_id,
      job_ids: [red.jobs[1]?.job_id],
      idempotency_key: "again-1",
    };
    const first = await her.call("retry_pipeline", args);
    const second = await her.call("retry_pipeline", args);
    expect(second.structured).toEqual(first.structured);
    expect(story.writes()).toHaveLength(1);
  });

  test("a cancel reports that it is on its way, then that it is done", async () => {
    const her = await story.connect(era);
    const running = (await her.call("get_pipeline", { ...storefront, iid: 35 })).structured;
    const id = running["pipeline_id"];
    const cancelled = await her.call("cancel_pipeline", { ...storefront, pipeline_id: id });
    expect(cancelled.structured["status"]).toBe("canceling");
    expect((cancelled.structured["jobs"] as Job[]).map(({ name }) => name)).toEqual(["build", "test"]);
    await expect.poll(async () => (await read(her, id)).status).toBe("canceled");
  });
});
