import type { GithubUnderTest } from "./harness.ts";

/** harbor/storefront as tests of commits use it: a branch without rules, and an edit of a file on it. */

export const storefront = { owner: "harbor", repo: "storefront" };
export const savedCarts = {
  ...storefront,
  branch: "feat/saved-carts",
  message: "Round once\n\nAs the invoice does.",
};

export const wrongTotal = "line.unitCents * line.quantity * (1 - line.discount)";

/** Rounds the total of a line; fields given replace those of the operation. */
export function roundingEdit(over: Record<string, unknown> = {}): Record<string, unknown> {
  const edits = [{ old_text: `return ${wrongTotal}`, new_text: `return Math.round(${wrongTotal})` }];
  return { op: "edit", path: "src/cart/total.ts", edits, ...over };
}

export interface ReadFile {
  text?: string;
  note?: string;
  sha?: string;
}

/** A file as get_file_contents gives it; undefined where there is none. */
export async function fileAt(
  github: GithubUnderTest,
  path: string,
  ref = savedCarts.branch,
): Promise<ReadFile | undefined> {
  const { structured } = await github.call("get_file_contents", { ...storefront, paths: [path], ref });
  return (structured["files"] as ReadFile[] | undefined)?.[0];
}

export async function headOf(github: GithubUnderTest, branch = savedCarts.branch): Promise<string> {
  const { structured } = await github.call("list_commits", { ...storefront, ref: branch, limit: 1 });
  return (structured["items"] as { sha: string }[])[0]?.sha ?? "";
}
