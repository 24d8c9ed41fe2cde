import { expect, test } from "vitest";
import { extractFailures } from "./extract-failures.ts";
import { sourceOf } from "./fixtures/source-of.ts";

test("others have their turn while a long log is read that is all there at once", async () => {
  const lines = Array.from({ length: 40_000 }, (_, index) => `[INFO] Running com.harbor.CartTest${index} in a worker`);
  let turns = 0;
  let reading = true;
  const count = () => {
    turns += 1;
    if (reading) setImmediate(count);
  };
  setImmediate(count);
  await extractFailures(sourceOf(lines), { budgetTokens: 100 });
  reading = false;
  expect(turns).toBeGreaterThan(2);
});
