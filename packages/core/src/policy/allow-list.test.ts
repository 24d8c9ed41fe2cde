import { describe, expect, test } from "vitest";
import { createAllowList, type AllowRule } from "./allow-list.ts";

const rule = (
  access: AllowRule["access"],
  patterns: readonly string[],
  by: AllowRule["by"] = "operator",
): AllowRule => ({
  by,
  name: `${by} ${access}`,
  access,
  patterns,
});

describe("lists", () => {
  test("none allow everything", () => {
    const list = createAllowList([]);
    expect(list.narrows("read") || list.narrows("write")).toBe(false);
    expect(list.refusing("acme/shop", "write")).toBeUndefined();
  });

  test("one of reading holds for writing, one of writing for nothing else", () => {
    const reading = createAllowList([rule("read", ["acme/*"])]);
    expect(reading.refusing("other/shop", "write")?.name).toBe("operator read");
    const writing = createAllowList([rule("write", ["acme/docs"])]);
    expect(writing.narrows("read")).toBe(false);
    expect(writing.refusing("acme/shop", "read")).toBeUndefined();
    expect(writing.refusing("acme/shop", "write")?.name).toBe("operator write");
  });

  test("of operator and owner hold both: each only narrows", () => {
    const list = createAllowList([rule("read", ["acme/*"]), rule("read", ["acme/docs", "other/*"], "owner")]);
    expect(list.refusing("acme/docs", "read")).toBeUndefined();
    expect(list.refusing("acme/shop", "read")?.by).toBe("owner");
    expect(list.refusing("other/shop", "read")?.by).toBe("operator");
    expect(list.mayBegin(["acme"])).toBe(true);
    expect(list.mayBegin(["other"])).toBe(false);
  });

  test("with exceptions take out again, and exceptions alone leave the rest", () => {
    const some = createAllowList([rule("read", ["acme/*", "!acme/secret*"])]);
    expect(some.refusing("acme/shop", "read")).toBeUndefined();
    expect(some.refusing("acme/Secret-plans", "read")).toBeDefined();
    const rest = createAllowList([rule("read", ["!acme/secret"])]);
    expect(rest.refusing("other/shop", "read")).toBeUndefined();
    expect(rest.refusing("acme/secret", "read")).toBeDefined();
  });

  test("hold what goes by several names by any of them, and let an exception win", () => {
    const list = createAllowList([rule("write", ["#eng-*", "C0RANDOM1", "!type:external"])]);
    expect(list.refusing(["C0ENG0001", "#eng-platform"], "write")).toBeUndefined();
    expect(list.refusing(["C0RANDOM1", "#random"], "write")).toBeUndefined();
    expect(list.refusing(["C0OTHER01", "#other"], "write")).toBeDefined();
    expect(list.refusing(["C0ENG0002", "#eng-partners", "type:external"], "write")).toBeDefined();
    expect(list.refusing([], "write")).toBeDefined();
  });

  test("that are empty allow nothing", () => {
    expect(createAllowList([rule("read", [])]).refusing("acme/shop", "read")).toBeDefined();
  });
});
