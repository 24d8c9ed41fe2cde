import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { startGithub } from "../index.ts";
import { testClient } from "../test-client.ts";

const github = await startGithub();
afterAll(async () => github.close());
beforeEach(() => github.control.reset());
const { get, call } = testClient(github);
const trenn = testClient(github, "trenn");

const names = async (client: typeof trenn, path: string) =>
  (await client.get<{ full_name: string }[]>(path)).body.map(({ full_name }) => full_name);

describe("a repository", () => {
  test("is made with a first commit, from scratch or from a template", async () => {
    const made = await call("POST", "/user/repos", {
      name: "tools",
      private: true,
      auto_init: true,
      license_template: "mit",
      is_template: true,
    });
    expect([made.status, made.body["private"], made.body["default_branch"]]).toEqual([201, true, "main"]);
    expect((await get<{ name: string }[]>("/repos/mlind/tools/contents/")).body.map(({ name }) => name)).toEqual([
      "LICENSE",
      "README.md",
    ]);
    expect((await call("POST", "/user/repos", { name: "TOOLS" })).body).toMatchObject({
      errors: [{ message: "name already exists on this account" }],
    });
    const copy = await call("POST", "/repos/mlind/tools/generate", { name: "tools2", owner: "harbor" });
    expect(copy.body).toMatchObject({ full_name: "harbor/tools2", template_repository: { full_name: "mlind/tools" } });
    expect((await get<object[]>("/repos/harbor/tools2/commits")).body).toHaveLength(1);
    expect((await call("POST", "/repos/harbor/docs/generate", { name: "x" })).status).toBe(404);
  });

  test("changes only what is named; renaming leaves a redirect; archiving closes it", async () => {
    const renamed = await call("PATCH", "/repos/harbor/docs", { name: "manual", description: "Pages" });
    expect(renamed.body).toMatchObject({
      full_name: "harbor/manual",
      description: "Pages",
      homepage: "https://docs.harbor.example",
    });
    expect((await get("/repos/harbor/docs")).status).toBe(301);
    expect((await call("PATCH", "/repos/harbor/manual", { archived: true })).status).toBe(200);
    expect((await call("PATCH", "/repos/harbor/manual", { description: "no" })).status).toBe(403);
    expect((await call("PATCH", "/repos/harbor/manual", { archived: false })).body).toMatchObject({
      archived: false,
      description: "Pages",
    });
    expect((await call("PATCH", "/repos/harbor/storefront", { default_branch: "nope" })).status).toBe(422);
    expect((await trenn.call("PATCH", "/repos/harbor/storefront", { description: "x" })).status).toBe(403);
  });

  test("goes away for an admin with the scope for it, and for nobody else", async () => {
    expect((await trenn.call("DELETE", "/repos/harbor/storefront")).status).toBe(403);
    const row = github.world.tokens.get(github.tokens.mlind);
    if (row) row.scopes = ["repo"];
    expect((await call("DELETE", "/repos/harbor/docs")).status).toBe(403);
    if (row) row.scopes = ["repo", "delete_repo"];
    expect((await call("DELETE", "/repos/harbor/docs")).status).toBe(204);
    expect((await get("/repos/harbor/docs")).status).toBe(404);
  });

  test("is forked once per owner, with its branches or the default one alone", async () => {
    const first = await trenn.call("POST", "/repos/harbor/docs/forks", { default_branch_only: true });
    expect([first.status, first.body["full_name"], first.body["fork"]]).toEqual([202, "trenn/docs", true]);
    expect((await trenn.get<object[]>("/repos/trenn/docs/branches")).body).toHaveLength(1);
    expect((await trenn.call("POST", "/repos/harbor/docs/forks")).body["id"]).toBe(first.body["id"]);
    expect(
      (await get<{ full_name: string }[]>("/repos/harbor/docs/forks")).body.map(({ full_name }) => full_name),
    ).toEqual(["trenn/docs"]);
    expect((await call("POST", "/repos/harbor/empty/forks")).status).toBe(403);
  });

  test("shows permissions, merge settings and contributors to those whom they concern", async () => {
    expect((await trenn.get("/repos/harbor/storefront")).body).toMatchObject({
      permissions: { admin: false, push: true },
      allow_auto_merge: true,
      language: "TypeScript",
    });
    expect((await testClient(github, "driveby7").get("/repos/harbor/docs")).body).not.toHaveProperty(
      "allow_auto_merge",
    );
    const fork = await testClient(github, "driveby7").get("/repos/driveby7/storefront");
    expect(fork.body).toMatchObject({ fork: true });
    expect(fork.body).not.toHaveProperty("parent");
    expect((await get("/repos/driveby7/storefront")).body).toMatchObject({
      parent: { full_name: "harbor/storefront" },
    });
    const people = await get<{ login: string; contributions: number }[]>("/repos/harbor/payments/contributors");
    expect(people.body).toMatchObject([{ login: "iokafor", contributions: 3 }]);
    expect((await get("/repos/harbor/empty/contributors")).status).toBe(204);
  });
});

describe("mine", () => {
  test("are listed by affiliation, visibility and order", async () => {
    expect(await names(trenn, "/user/repos")).toEqual([
      "harbor/docs",
      "harbor/empty",
      "harbor/legacy",
      "harbor/payments",
      "harbor/storefront",
    ]);
    expect(await names(testClient(github, "iokafor"), "/user/repos?sort=pushed")).toEqual([
      "harbor/payments",
      "harbor/docs",
    ]);
    expect(await names(testClient(github, "driveby7"), "/user/repos?affiliation=owner")).toEqual([
      "driveby7/storefront",
    ]);
    expect(await names(trenn, "/user/repos?visibility=public")).toEqual(["harbor/docs"]);
    expect((await trenn.get("/user/repos?type=owner&visibility=public")).status).toBe(422);
  });

  test("stars and unstars are mine alone", async () => {
    expect(await names(trenn, "/user/starred")).toEqual(["harbor/storefront"]);
    await trenn.call("PUT", "/user/starred/harbor/docs");
    expect(await names(trenn, "/user/starred")).toEqual(["harbor/docs", "harbor/storefront"]);
    await trenn.call("DELETE", "/user/starred/harbor/storefront");
    expect((await trenn.get("/user/starred/harbor/storefront")).status).toBe(404);
    expect(await names(testClient(github), "/user/starred")).toContain("harbor/storefront");
  });

  test("teams and organizations need read:org, and an app has no self", async () => {
    expect((await trenn.get<{ slug: string }[]>("/user/teams")).body.map(({ slug }) => slug)).toEqual([
      "shop",
      "writers",
    ]);
    expect((await testClient(github, "driveby7").get("/user/orgs")).status).toBe(403);
    expect((await testClient(github, "ci").get("/user")).body).toMatchObject({
      message: "Resource not accessible by integration",
    });
    expect((await testClient(github, "driveby7").get("/orgs/harbor/teams")).status).toBe(403);
  });
});
