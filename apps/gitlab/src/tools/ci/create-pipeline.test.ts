import { randomUUID } from "node:crypto";
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

test.each([
  ["Insufficient permissions to set pipeline variables", "forbidden", "variables"],
  [
    "You do not have sufficient permission to run a pipeline on 'main'. Please select a different branch",
    "forbidden",
    "protected",
  ],
  ["Pipeline filtered out by workflow rules.", "unsupported", "rules"],
  [
    "The resulting pipeline would have been empty. Review the rules configuration for the relevant jobs.",
    "unsupported",
    "rules",
  ],
  ["Identity verification is required in order to run CI jobs", "forbidden", "in a browser"],
  ["jobs:test config contains unknown keys: scriptt", "invalid_input", "CI configuration"],
  ["`deploy` input: unknown input", "invalid_input", "inputs"],
])("GitLab's reason against a pipeline: %s", async (reason, code, told) => {
  const effect = { status: 400, body: { message: { base: [reason] } } };
  gitlab.standIn.control.fault({ method: "POST", path: "/projects/*/pipeline", effect });
  const called = await create();
  expect([called.code, called.text]).toEqual([code, expect.stringContaining(told)]);
});

describe("no doubles", () => {
  test.each([main, { project: "harbor/storefront", iid: 37 }])("%j, whose answer was lost, is found", async (args) => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects/**", effect: { cut: "after" } });
    const { structured, text } = await gitlab.call("create_pipeline", args);
    expect(structured["pipeline_id"], text).toBe(gitlab.standIn.world.projects.get(1)?.pipelines.at(-1)?.id);
    expect(gitlab.writes()).toHaveLength(1);
  });

  const newest = () => gitlab.standIn.world.projects.get(1)?.pipelines.at(-1)?.id;
  const lose = (effect: { cut: "before" | "after" }, path = "/projects/**") =>
    gitlab.standIn.control.fault({ method: "POST", path, effect });

  test.each([main, { project: "harbor/storefront", iid: 37 }])(
    "%j that never arrived is not an older one",
    async (args) => {
      const key = randomUUID();
      const older = await gitlab.call("create_pipeline", args);
      lose({ cut: "before" });
      const { code, text } = await gitlab.call("create_pipeline", { ...args, idempotency_key: key });
      expect({ code, text }).toMatchObject({
        code: "upstream_timeout",
        text: expect.not.stringContaining("may be one"),
      });
      const { structured } = await gitlab.call("create_pipeline", { ...args, idempotency_key: key });
      expect(structured["pipeline_id"]).toBe(newest());
      expect(structured["pipeline_id"]).not.toBe(older.structured["pipeline_id"]);
    },
  );

  test("a pipeline of somebody else's on the same merge request is not it", async () => {
    const key = randomUUID();
    const args = { project: "harbor/storefront", iid: 37, idempotency_key: key };
    lose({ cut: "before" });
    expect((await gitlab.call("create_pipeline", args)).code).toBe("upstream_timeout");
    const theirs = await gitlab.call("create_pipeline", { ...args, idempotency_key: randomUUID() }, { as: "trenn" });
    const { structured } = await gitlab.call("create_pipeline", args);
    expect(structured["pipeline_id"]).not.toBe(theirs.structured["pipeline_id"]);
  });

  test("one with other variables is not it, whenever it was started", async () => {
    const key = randomUUID();
    const mine = {
      variables: [
        { key: "REGION", value: "eu" },
        { key: "B", value: "2", type: "file" },
      ],
      idempotency_key: key,
    };
    lose({ cut: "before" });
    expect((await create(mine)).code).toBe("upstream_timeout");
    const others = [await create(), await create({ variables: [{ key: "REGION", value: "us" }] })];
    const { structured, text } = await create(mine);
    expect(structured["pipeline_id"], text).toBe(newest());
    expect(others.map((other) => other.structured["pipeline_id"])).not.toContain(structured["pipeline_id"]);
    expect(gitlab.writes()).toHaveLength(4);
  });

  test("of two that are alike nobody can tell: both are named, and nothing is sent", async () => {
    const key = randomUUID();
    lose({ cut: "after" });
    const blind = {
      method: "GET",
      path: "/projects/*/pipelines/*/variables",
      times: 9,
      effect: { status: 500 },
    } as const;
    const see = gitlab.standIn.control.fault(blind);
    expect((await create({ idempotency_key: key })).code).toBe("upstream_timeout");
    see();
    const lost = newest();
    const { structured } = await create();
    const { code, text } = await create({ idempotency_key: key });
    expect(code).toBe("upstream_timeout");
    for (const id of [lost, structured["pipeline_id"]]) expect(text).toContain(String(id));
    expect(gitlab.writes()).toHaveLength(2);
  });

  test("one on a later commit may be it: that is said", async () => {
    const key = randomUUID();
    const branch = { ref: "feat/saved-carts" };
    lose({ cut: "before" });
    expect((await create({ ...branch, idempotency_key: key })).code).toBe("upstream_timeout");
    const operations = [{ op: "create", path: "LATER.md", content: "later\n" }];
    const commit = { project: main.project, branch: branch.ref, message: "Later", operations };
    expect((await gitlab.call("push_files", commit)).text).toContain("LATER.md");
    const { structured } = await create(branch);
    const { code, text } = await create({ ...branch, idempotency_key: key });
    expect({ code, text }).toMatchObject({
      code: "upstream_timeout",
      text: expect.stringContaining(`may be this one: ${structured["pipeline_id"] as number}`),
    });
  });

  test("the same key replays; a dry run shows the request", async () => {
    const key = randomUUID();
    expect((await create({ inputs: { deployEnv: "x" }, dry_run: true })).structured["preview"]).toMatchObject({
      request: [{ method: "POST", body: { ref: "main", inputs: { deployEnv: "x" } } }],
    });
    expect(gitlab.writes()).toEqual([]);
    const first = await create({ idempotency_key: key });
    expect((await create({ idempotency_key: key })).structured).toEqual(first.structured);
    expect(gitlab.writes()).toHaveLength(1);
  });
});
