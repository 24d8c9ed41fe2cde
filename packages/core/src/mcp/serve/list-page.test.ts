import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSealer } from "../sealed/sealer.ts";
import { listPage } from "./list-page.ts";

const sealer = createSealer([randomBytes(32)]);
const rows = Array.from({ length: 250 }, (_, id) => id);

test("a list is walked to its end, page by page", () => {
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = listPage(rows, cursor, { sealer, list: "tools/list" });
    expect(page.rows.length).toBeLessThanOrEqual(100);
    seen.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(seen).toEqual(rows);
});

test("a cursor that is made up, or of another list, is refused with -32602", () => {
  const { nextCursor } = listPage(rows, undefined, { sealer, list: "tools/list" });
  for (const cursor of ["", "100", nextCursor]) {
    expect(() => listPage(rows, cursor, { sealer, list: "prompts/list" })).toThrow(
      expect.objectContaining({ code: -32_602 }) as Error,
    );
  }
});
