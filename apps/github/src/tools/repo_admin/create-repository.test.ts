import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();

async function settings(name: { owner: string; repo: string }) {
  const { data } = await github.client().rest.repos.get(name);
  return data;
}

const create = (args: Record<string, unknown>) => github.call("create_repository", { name: "lantern", ...args });

test("mine, private and with a first commit unless told otherwise", async () => {
  const { structured } = await create({});
  expect(structured).toEqual({
    full_name: "mlind/lantern",
    url: expect.stringMatching(/\/mlind\/lantern$/),
    default_branch: "main",
  });
  expect(await settings({ owner: "mlind", repo: "lantern" })).toMatchObject({ private: true });
  const { structured: home } = await github.call("list_branches", { owner: "mlind", repo: "lantern" });
  expect(home["items"]).toHaveLength(1);
});

test("an organization's, public, empty", async () => {
  const { structured } = await create({ owner: "harbor", private: false, auto_init: false, description: "A light" });
  expect(structured["full_name"]).toBe("harbor/lantern");
  expect(await settings({ owner: "harbor", repo: "lantern" })).toMatchObject({
    private: false,
    description: "A light",
  });
});

test("with a license and a .gitignore", async () => {
  await create({ license_template: "mit", gitignore_template: "Node" });
  const { structured } = await github.call("get_file_contents", { owner: "mlind", repo: "lantern", paths: [""] });
  expect((structured["entries"] as { path: string }[]).map(({ path }) => path)).toEqual([
    ".gitignore",
    "LICENSE",
    "README.md",
  ]);
});

test("of a template, which brings its own files", async () => {
  const docs = [...github.standIn.world.repositories.values()].find(({ fullName }) => fullName === "harbor/docs");
  if (docs) docs.isTemplate = true;
  expect((await create({ template: "harbor/docs" })).structured["full_name"]).toBe("mlind/lantern");
  const { structured } = await github.call("get_file_contents", {
    owner: "mlind",
    repo: "lantern",
    paths: ["README.md"],
  });
  expect(structured["files"]).toHaveLength(1);
});

test("a dry run sends nothing", async () => {
  const { structured } = await create({ dry_run: true });
  expect(structured["preview"]).toMatchObject({
    request: [{ method: "POST", body: { name: "lantern", private: true } }],
    after: { full_name: "mlind/lantern" },
  });
  expect(github.writes()).toEqual([]);
});

test("one is made, also when its answer is lost", async () => {
  github.standIn.control.fault({ method: "POST", path: "/user/repos", effect: { cut: "after" } });
  const { structured, isError } = await create({ idempotency_key: "once" });
  expect({ isError, name: structured["full_name"] }).toEqual({ isError: false, name: "mlind/lantern" });
  expect(github.writes()).toEqual(["POST /user/repos"]);
  expect((await create({ idempotency_key: "once" })).structured["full_name"]).toBe("mlind/lantern");
  expect(github.writes()).toHaveLength(1);
});

test("refused: a name that is taken or none, a template with files, another's account", async () => {
  expect((await create({ owner: "harbor", name: "storefront" })).code).toBe("conflict");
  expect((await create({ name: ".." })).code).toBe("invalid_input");
  expect(await create({ template: "harbor/docs", license_template: "mit" })).toMatchObject({
    code: "invalid_input",
    text: expect.stringContaining("template"),
  });
  expect((await create({ owner: "driveby7" })).isError).toBe(true);
});
