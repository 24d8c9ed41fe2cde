import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const main = { project: "harbor/storefront", ref: "main" };

const create = (args: Record<string, unknown> = {}) => gitlab.call("create_pipeline", { ...main, ...args });

test("inputs and variables keep their keys, whatever their spelling", async () => {
  const inputs = { deployEnv: "x", "dry-run": true, nested: { camelCase: [1] } };
  const variables = [
    { key: "DEPLOY_TARGET", value: "eu" },
    { key: "camelCase", value: "a: 1", type: "file" },
  ];
  const { structured } = await create({ inputs, variables });
  expect(structured).toMatchObject({ pipeline_id: expect.any(Number), status: expect.any(String) });
  expect(gitlab.writes().map(({ path, body }) => [path, body])).toEqual([
    [
      "/projects/harbor%2Fstorefront/pipeline",
      {
        ref: "main",
        inputs,
        variables: [
          { key: "DEPLOY_TARGET", value: "eu" },
          { key: "camelCase", value: "a: 1", variable_type: "file" },
        ],
      },
    ],
  ]);
});

test("of a merge request it is its own, and takes neither", async () => {
  const merge = { project: "harbor/storefront", iid: 37 };
  expect((await gitlab.call("create_pipeline", { ...merge, inputs: { a: "b" } })).code).toBe("invalid_input");
  const { structured } = await gitlab.call("create_pipeline", merge);
  const { structured: read } = await gitlab.call("get_pipeline", merge);
  expect(read).toMatchObject({ pipeline_id: structured["pipeline_id"], source: "merge_request_event" });
});

test("a ref or a merge request, not both and not neither", async () => {
  expect((await create({ iid: 37 })).code).toBe("invalid_input");
  expect((await gitlab.call("create_pipeline", { project: "harbor/storefront" })).code).toBe("invalid_input");
  expect(gitlab.sent()).toEqual([]);
});

test("a ref that is not there, and a project without CI", async () => {
  expect((await create({ ref: "nowhere" })).code).toBe("not_found");
  expect((await create({ project: "harbor/docs" })).code).toBe("unsupported");
});

describe("no doubles", () => {
  test.each([main, { project: "harbor/storefront", iid: 37 }])("%j, whose answer was lost, is found", async (args) => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects/**", effect: { cut: "after" } });
    const { structured, text } = await gitlab.call("create_pipeline", args);
    expect(structured["pipeline_id"], text).toBe(gitlab.standIn.world.projects.get(1)?.pipelines.at(-1)?.id);
    expect(gitlab.writes()).toHaveLength(1);
  });

  test("the same key replays; a dry run shows the request", async () => {
    expect((await create({ inputs: { deployEnv: "x" }, dry_run: true })).structured["preview"]).toMatchObject({
      request: [{ method: "POST", body: { ref: "main", inputs: { deployEnv: "x" } } }],
    });
    expect(gitlab.writes()).toEqual([]);
    const first = await create({ idempotency_key: "k1" });
    expect((await create({ idempotency_key: "k1" })).structured).toEqual(first.structured);
    expect(gitlab.writes()).toHaveLength(1);
  });
});
