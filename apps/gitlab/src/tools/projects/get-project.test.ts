import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const storefront = { project: "harbor/storefront" };

const get = async (args: Record<string, unknown> = {}, as: "mlind" | "trenn" | "iokafor" = "mlind") =>
  gitlab.call("get_project", { ...storefront, ...args }, { as });

test("settings, merge checks and what I may do, in one request", async () => {
  const { structured } = await get();
  expect(structured).toMatchObject({
    id: 1,
    path: "harbor/storefront",
    visibility: "private",
    my_access_level: "owner",
    merge_method: "rebase_merge",
    merge_checks: ["pipeline_succeeds", "discussions_resolved"],
    topics: ["shop", "typescript", "vite"],
  });
  expect(gitlab.sent()).toHaveLength(1);
  expect((await get({}, "trenn")).structured["my_access_level"]).toBe("developer");
});

test("by path, encoded path, id and former name alike", async () => {
  const { structured } = await get();
  for (const project of ["harbor%2Fstorefront", "1", 1, "harbor/shop"]) {
    expect((await get({ project })).structured).toEqual(structured);
  }
});

test("readme, languages and labels on request", async () => {
  const { structured } = await get({ include: ["readme", "languages", "labels"] });
  expect(structured).toMatchObject({
    readme: expect.stringContaining("catalogue"),
    languages: [expect.stringMatching(/^TypeScript [\d.]+ %$/), expect.any(String)],
    labels: expect.arrayContaining(["bug", "priority: high"]),
  });
});

test("the readme of a default branch with a slash in its name", async () => {
  const shop = gitlab.standIn.world.projects.get(1);
  const main = shop?.git.refs.get("refs/heads/main");
  if (!shop || main === undefined) throw new Error("nothing is seeded");
  shop.git.refs.set("refs/heads/release/1.0", main);
  shop.defaultBranch = "release/1.0";
  expect((await get({ include: ["readme"] })).structured).toMatchObject({
    readme: expect.stringContaining("catalogue"),
  });
});

test("templates of issues and merge requests", async () => {
  const operations = [
    { op: "create", path: ".gitlab/issue_templates/Bug.md", content: "## What\n" },
    { op: "create", path: ".gitlab/merge_request_templates/Default.md", content: "## Why\n" },
  ];
  await gitlab.call("push_files", { ...storefront, branch: "main", message: "Templates", operations });
  expect((await get({ include: ["templates"] })).structured["templates"]).toEqual([
    { kind: "issue", name: "Bug", body: "## What\n" },
    { kind: "merge_request", name: "Default", body: "## Why\n" },
  ]);
});

test("of many templates the later ones come by name and path; a folder and other files are none", async () => {
  const folder = ".gitlab/issue_templates";
  const names = Array.from({ length: 130 }, (_, at) => `T${String(at).padStart(3, "0")} é.md`);
  const operations = ["Sub.md/x.md", "notes.txt", ...names].map((name) => ({
    op: "create",
    path: `${folder}/${name}`,
    content: "## What\n",
  }));
  for (const part of [operations.slice(0, 90), operations.slice(90)]) {
    await gitlab.call("push_files", { ...storefront, branch: "main", message: "Templates", operations: part });
  }
  const trees = () => gitlab.sent().filter(({ path }) => path.endsWith("/tree")).length;
  const before = trees();
  const rows = (await get({ include: ["templates"] })).structured["templates"] as Record<string, string>[];
  expect(rows.map(({ name }) => `${name}.md`)).toEqual(names);
  expect(rows.slice(0, 21).map(({ body, path }) => body ?? path)).toEqual([
    ...Array.from({ length: 20 }, () => "## What\n"),
    `${folder}/T020 é.md`,
  ]);
  expect(trees() - before).toBe(3);
});

test.each([".", "..", "harbor/..", "harbor%2F..", "harbor/../user", "/harbor", "harbor//docs", "a\u0000b"])(
  "%j is no project, and nothing is sent",
  async (project) => {
    expect((await get({ project })).code).toBe("invalid_input");
    expect(gitlab.sent()).toEqual([]);
  },
);

test("a private project is not there for others", async () => {
  expect((await get({}, "iokafor")).code).toBe("not_found");
});
