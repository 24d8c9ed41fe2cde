import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const docs = { project: "harbor/docs" };

const remove = (args: Record<string, unknown> = {}, as: "mlind" | "trenn" = "mlind") =>
  gitlab.call("delete_project", { ...docs, confirm: "harbor/docs", ...args }, { as });

test("goes ahead where its name is repeated, and says when, where it is delayed", async () => {
  const { structured } = await remove();
  expect(structured).toEqual({ path: "harbor/docs", deletes_on: gitlab.standIn.world.projects.get(3)?.deletesOn });
  expect(structured["deletes_on"]).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(gitlab.writes().map(({ method, path }) => `${method} ${path}`)).toEqual(["DELETE /projects/3"]);
});

test("asks first, and a dry run shows what would go", async () => {
  expect((await gitlab.call("delete_project", docs)).code).toBe("confirm_required");
  expect((await remove({ confirm: "docs" })).code).toBe("confirm_required");
  expect((await remove({ dry_run: true })).structured["preview"]).toMatchObject({
    request: [{ method: "DELETE" }],
    before: { path: "harbor/docs", visibility: "public", open_issues: 3 },
  });
  expect(gitlab.writes()).toEqual([]);
});

test("a former name deletes nothing; nor does somebody who may not", async () => {
  expect((await remove({}, "trenn")).code).toBe("forbidden");
  gitlab.standIn.control.rename("harbor/docs", "handbook");
  expect((await remove()).code).toBe("conflict");
  expect(gitlab.standIn.world.projects.get(3)?.deletesOn).toBeUndefined();
});
