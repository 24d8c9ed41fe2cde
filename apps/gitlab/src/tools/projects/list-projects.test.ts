import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();

async function paths(args: Record<string, unknown> = {}, as: "mlind" | "iokafor" | "driveby7" = "mlind") {
  const { structured } = await gitlab.call("list_projects", args, { as });
  return ((structured["items"] ?? []) as { path: string }[]).map(({ path }) => path);
}

const [shop, payments, docs] = ["harbor/storefront", "harbor/platform/payments", "harbor/docs"];

test("mine, unless said; the last active first", async () => {
  expect(await paths()).toEqual([shop, payments, docs]);
  expect(await paths({}, "iokafor")).toEqual([payments, docs]);
  expect(await paths({}, "driveby7")).toEqual([]);
  expect(await paths({ scope: "all" }, "driveby7")).toEqual([docs]);
});

describe("filters and order", () => {
  test.each([
    [{ query: "platform" }, [payments]],
    [{ scope: "starred" }, [shop]],
    [{ scope: "owned", visibility: "public" }, [docs]],
    [{ archived: true }, []],
    [{ sort: "name" }, [docs, payments, shop]],
    [{ sort: "stars", per_page: 1 }, [shop]],
    [{ min_access_level: 50 }, [shop, payments, docs]],
    [{ group: "harbor" }, [shop, docs]],
    [{ group: "harbor", include_subgroups: true }, [shop, payments, docs]],
    [{ group: "harbor", scope: "starred" }, [shop]],
  ])("%j", async (filter, expected) => {
    expect(await paths(filter)).toEqual(expected);
  });

  test("mine of a group are those in which I have a role", async () => {
    expect(await paths({ group: "harbor", include_subgroups: true, scope: "member" }, "iokafor")).toEqual([
      payments,
      docs,
    ]);
    expect(await paths({ group: "harbor", scope: "member" }, "driveby7")).toEqual([]);
    expect(await paths({ group: "harbor", scope: "member", min_access_level: 40 }, "iokafor")).toEqual([docs]);
  });
});

test("pages join without gap or repeat", async () => {
  const first = await gitlab.call("list_projects", { limit: 2 });
  expect(first.structured["items"]).toHaveLength(2);
  expect(await paths({ limit: 2, cursor: first.structured["next_cursor"] })).toEqual([docs]);
});

test("a group that is not there is not found", async () => {
  expect((await gitlab.call("list_projects", { group: "harbour" })).code).toBe("not_found");
});
