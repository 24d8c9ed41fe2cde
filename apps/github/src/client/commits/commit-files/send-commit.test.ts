import { expect, test } from "vitest";
import { headOf, roundingEdit, savedCarts, storefront } from "../../../../test/storefront.ts";
import { useGithub } from "../../../../test/harness.ts";
import type { FileOperation } from "../../../shape/file-operation.ts";
import { planCommit } from "./plan-commit.ts";
import { readBase } from "./read-base.ts";
import { sendCommit } from "./send-commit.ts";

const github = useGithub();

/** A commit that was planned on a head which is not the branch's any more. */
async function plannedTooEarly(over: Partial<FileOperation>) {
  const operations: FileOperation[] = [{ op: "create", path: "NOTE.md", content: "x\n", ...over }];
  const request = { ...savedCarts, operations, allow_shrink: false, allow_symlink: false };
  const client = github.client();
  const plan = await planCommit(client, storefront, request, await readBase(client, storefront, request));
  await github.call("push_files", { ...savedCarts, operations: [roundingEdit()] });
  return { client, plan };
}

test.each([{}, { mode: "100755" } as const])(
  "a branch that moved between reading and writing is refused with its head: %j",
  async (over) => {
    const { client, plan } = await plannedTooEarly(over);
    const head = await headOf(github);
    await expect(sendCommit(client, storefront, plan)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(head),
      facts: { details: { head, changed: ["src/cart/total.ts"] } },
    });
    expect(await headOf(github)).toBe(head);
  },
);
