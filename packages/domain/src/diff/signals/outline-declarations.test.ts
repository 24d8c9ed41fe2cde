import { describe, expect, test } from "vitest";
import { outlineDeclarations } from "./outline-declarations.ts";

const outline = (path: string, source: string) => outlineDeclarations(path, source.split("\n")).map(({ text }) => text);

describe("outlineDeclarations", () => {
  test("TypeScript", () => {
    const source = `import { a } from "a";
export interface Cart {
  items: Item[];
}
export class Basket extends Base {
  private count = 0;
  constructor(readonly id: string) {
    super();
  }
  async total(tax: number): Promise<number> {
    if (tax > 0) {
      return 1;
    }
    for (const x of y) {
    }
  }
}
export const limit = 3;
const add = (a: number) => a + 1;
const plain = 4;
type Name = string;
export default async function main() {`;
    expect(outline("a.ts", source)).toEqual([
      "export interface Cart",
      "export class Basket extends Base",
      "constructor(readonly id: string)",
      "async total(tax: number): Promise<number>",
      "export const limit = 3;",
      "const add = (a: number) => a + 1;",
      "type Name = string;",
      "export default async function main()",
    ]);
  });

  test.each([
    [
      "a.py",
      "import os\nclass Cart:\n  x = 1\n  async def total(self):\n    return 1",
      ["class Cart", "async def total(self)"],
    ],
    [
      "a.go",
      "package a\nfunc (c *Cart) Total() int {\n\tx := 1\n}\ntype Cart struct {",
      ["func (c *Cart) Total() int", "type Cart struct"],
    ],
    [
      "A.java",
      "public final class A {\n  private int x = f();\n  public int total(int a) {\n    return f(a);",
      ["public final class A", "public int total(int a)"],
    ],
    [
      "A.cs",
      "namespace X;\npublic record Cart(int Id);\n  internal static async Task Run()\n",
      ["namespace X;", "public record Cart(int Id);", "internal static async Task Run()"],
    ],
    ["a.rb", "module Shop\n  class Cart\n    def total\n      @total", ["module Shop", "class Cart", "def total"]],
    [
      "a.rs",
      "use x;\npub(crate) async fn total() -> u8 {\nimpl<T> Cart<T> {\nlet x = 1;",
      ["pub(crate) async fn total() -> u8", "impl<T> Cart<T>"],
    ],
    [
      "a.php",
      "use A;\nfinal class Cart {\n  public function total() {\n    $x = 1;",
      ["final class Cart", "public function total()"],
    ],
    ["a.xyz", "class Cart {", []],
  ])("%s", (path, source, expected) => {
    expect(outline(path, source)).toEqual(expected);
  });

  test("gives 1-based lines and shortens long ones", () => {
    const [found] = outlineDeclarations("a.ts", ["", `function f(${"a, ".repeat(100)}) {`]);
    expect(found?.line).toBe(2);
    expect(found?.text).toHaveLength(100);
  });
});
