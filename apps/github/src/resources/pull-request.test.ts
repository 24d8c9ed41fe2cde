import { expect, test } from "vitest";
import { useGithub } from "../../test/harness.ts";

const github = useGithub();
const HOME = "github://repos/harbor/storefront";

async function read(uri: string): Promise<string> {
  const [body] = await (await github.connect()).read(uri);
  return body?.text ?? "";
}

test("says where it stands, and what its checks and reviewers say", async () => {
  const text = await read(`${HOME}/pulls/32`);
  expect(text).toMatch(/^# Saved carts for signed-in customers \(harbor\/storefront#32\)\nstate: open\n/);
  expect(text).toMatch(/^head: harbor\/storefront feat\/saved-carts at [0-9a-f]{40}$/m);
  expect(text).toMatch(/^changes: \d+ files, \+\d+ -\d+$/m);
  expect(text).toContain("checks: passing");
  expect(text).toMatch(/## Reviews\n\n### mlind \((OWNER|MEMBER)\): CHANGES_REQUESTED, \S+\n\n> The idea is right/);
  expect(await read(`${HOME}/pulls/37`)).toContain("checks: failing (test");
});

test("its diff names every file, and keeps to the budget", async () => {
  const text = await read(`${HOME}/pulls/37/diff`);
  expect(text).toMatch(/^head [0-9a-f]{40}\nbase [0-9a-f]{40}\n\n/);
  expect(text).toContain("+  return Math.round(line.unitCents * (1 - line.discount)) * line.quantity;");
  const long = await read(`${HOME}/pulls/33/diff`);
  expect(long.length).toBeLessThanOrEqual(24_000);
  expect(long).toMatch(/\[more hunks: get_pull_request_diff 33\]$/);
});
