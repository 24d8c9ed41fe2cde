import { expect, test } from "vitest";
import { useGithub } from "../../../test/harness.ts";

const github = useGithub();
const payments = { owner: "harbor", repo: "payments" };

const remove = (args: Record<string, unknown> = {}) =>
  github.call("delete_repository", { ...payments, confirm: "harbor/payments", ...args });

test("goes ahead where its name is repeated", async () => {
  expect((await remove()).structured).toEqual({ full_name: "harbor/payments" });
  expect((await github.call("get_repository", payments)).code).toBe("not_found");
});

test("asks first, and a dry run shows what would go", async () => {
  expect((await github.call("delete_repository", payments)).code).toBe("confirm_required");
  expect((await remove({ confirm: "payments" })).code).toBe("confirm_required");
  expect((await remove({ dry_run: true })).structured["preview"]).toMatchObject({
    request: [{ method: "DELETE" }],
    before: { full_name: "harbor/payments", visibility: "private" },
  });
  expect(github.writes()).toEqual([]);
});

test("a former name deletes nothing", async () => {
  github.standIn.control.rename("harbor/payments", "ledger");
  expect((await remove()).code).toBe("conflict");
  expect(github.writes()).toEqual([]);
});
