import { expect, test } from "vitest";
import { useGithub } from "../../test/harness.ts";
import { runOf } from "../../test/runs.ts";

const github = useGithub();

function uriOf(branch: string, conclusion?: string): string {
  const job = runOf(github.standIn, "harbor/storefront", branch, conclusion).attempts[0]?.jobs[0];
  return `github://repos/harbor/storefront/actions/jobs/${job?.id}/log`;
}

async function read(uri: string): Promise<string> {
  const [body] = await (await github.connect()).read(uri);
  return body?.text ?? "";
}

test("from its first line, as far as the budget goes", async () => {
  const text = await read(uriOf("fix/cart-rounding"));
  expect(text.length).toBeLessThanOrEqual(24_000);
  expect(text).toMatch(/^Current runner version/);
  expect(text).toMatch(/\n\[go on with \?from=\d+\]$/);
});

test("the lines that are asked for", async () => {
  const uri = uriOf("fix/cart-rounding");
  expect((await read(`${uri}?from=24969&to=24970`)).split("\n")).toEqual([
    " FAIL  src/cart/total.test.ts > cartTotal > rounds once per line, not once per unit",
    "AssertionError: expected 900 to be 899 // Object.is equality",
  ]);
  expect(await read(`${uri}?from=25000`)).toBe("Cleaning up orphan processes");
});

test("none past its retention, none before the end, none by another name", async () => {
  await expect(read(uriOf("main", "failure"))).rejects.toThrow(/past its retention/);
  await expect(read(uriOf("draft/search-facets"))).rejects.toThrow(/has not ended/);
  await expect(read(`${uriOf("fix/cart-rounding")}?from=0`)).rejects.toMatchObject({ code: -32602 });
});
