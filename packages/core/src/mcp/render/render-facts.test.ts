import { expect, test } from "vitest";
import { renderFacts } from "./render-facts.ts";

test("one line per fact, a table per list, a block per long text", () => {
  expect(
    renderFacts({
      number: 3,
      title: "Cart total is wrong",
      labels: ["bug", "cart"],
      author: { login: "ada", association: "MEMBER" },
      body: "First line\nSecond line",
      comments: [
        { id: 1, author: "ben", body: "Seen too" },
        { id: 2, author: "cay", body: "Same here" },
      ],
    }),
  ).toMatchInlineSnapshot(`
    "number: 3
    title: Cart total is wrong
    labels: bug, cart
    author: login=ada association=MEMBER
    body:
    First line
    Second line
    comments:
    id | author | body
    1 | ben | Seen too
    2 | cay | Same here"
  `);
});

test("rows that do not fit a line stand one below the other", () => {
  const text = renderFacts({
    items: [
      { id: 1, body: "a\nb" },
      { id: 2, body: "c" },
    ],
    next_cursor: "xyz",
  });
  expect(text).toBe('id: 1\nbody:\na\nb\n---\nid: 2\nbody: c\nMore: call again with cursor: "xyz"');
});

test("an empty list says so", () => {
  expect(renderFacts({ items: [] })).toBe("(none)");
});

test("a column may have the name of what every object inherits", () => {
  const rows: Record<string, unknown>[] = [{ valueOf: false, constructor: "a" }, { id: 2 }];
  expect(renderFacts({ items: rows })).toBe("valueOf | constructor | id\nfalse | a | \n |  | 2");
});
