/**
 * The story the demo tells: customers see a cart total that is a cent off the invoice (issue 12). Pull request 37 rounds
 * each unit instead of each line, its new test says so, and the fix is one line of `src/cart/total.ts` on its branch.
 * Both the repository's files and the failing log are made from these texts, so line numbers always agree.
 */

const line = `/** One line of a cart. Prices are whole cents. */
export interface CartLine {
  readonly sku: string;
  readonly unitCents: number;
  readonly quantity: number;
  /** From 0 to 1: 0.1 takes ten percent off. */
  readonly discount: number;
}
`;

function total(lineBody: string): string {
  return `import type { CartLine } from "./line.ts";

export const SHIPPING_FREE_FROM_CENTS = 5_000;
export const SHIPPING_CENTS = 490;

/** What one line costs, in cents. */
export function lineTotal(line: CartLine): number {
${lineBody}
}

/** What the customer pays, in cents, shipping included. */
export function cartTotal(lines: readonly CartLine[]): number {
  const goods = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  const shipping = goods === 0 || goods >= SHIPPING_FREE_FROM_CENTS ? 0 : SHIPPING_CENTS;
  return Math.round(goods + shipping);
}
`;
}

const testHead = `import { describe, expect, test } from "vitest";
import type { CartLine } from "./line.ts";
import { cartTotal, lineTotal, SHIPPING_CENTS } from "./total.ts";

const mug = (over: Partial<CartLine> = {}): CartLine => ({
  sku: "MUG-01",
  unitCents: 1_250,
  quantity: 1,
  discount: 0,
  ...over,
});

describe("cartTotal", () => {
  test("adds shipping below the limit", () => {
    expect(cartTotal([mug()])).toBe(1_250 + SHIPPING_CENTS);
  });

  test("ships for free from fifty euros", () => {
    expect(cartTotal([mug({ quantity: 4 })])).toBe(5_000);
  });

  test("is zero for an empty cart", () => {
    expect(cartTotal([])).toBe(0);
  });
`;

const testAdded = `
  test("agrees with the invoice, which rounds every line", () => {
    const sticker = mug({ sku: "STICKER-03", unitCents: 333, discount: 0.1 });
    expect(cartTotal([sticker, sticker, sticker])).toBe(900 + SHIPPING_CENTS);
  });

  test("rounds once per line, not once per unit", () => {
    const stickers = mug({ sku: "STICKER-03", unitCents: 333, quantity: 3, discount: 0.1 });
    expect(lineTotal(stickers)).toBe(899);
  });
`;

const testTail = `});
`;

/** Lines of `lineTotal`: as on `main`, as pull request 37 has it, and as it should be. */
export const lineTotalBodies = {
  main: "  return line.unitCents * line.quantity * (1 - line.discount);",
  broken: "  return Math.round(line.unitCents * (1 - line.discount)) * line.quantity;",
  fixed: "  return Math.round(line.unitCents * line.quantity * (1 - line.discount));",
} as const;

/** Files of `harbor/storefront` under `src/cart` on `main`. */
export const cartFiles: Readonly<Record<string, string>> = {
  "src/cart/line.ts": line,
  "src/cart/total.ts": total(lineTotalBodies.main),
  "src/cart/total.test.ts": testHead.replace("cartTotal, lineTotal, SHIPPING", "cartTotal, SHIPPING") + testTail,
};

const failingTest = testHead + testAdded + testTail;

/** The branch of pull request 37: what it changes, and its commit message. */
export const roundingBranch = {
  name: "fix/cart-rounding",
  message:
    "Round discounted prices to whole cents\n\nThe cart adds fractions of a cent, the invoice does not.\n\nFixes #12",
  files: {
    "src/cart/total.ts": total(lineTotalBodies.broken),
    "src/cart/total.test.ts": failingTest,
  } as Readonly<Record<string, string>>,
} as const;

const failingLines = failingTest.split("\n");
const assertionAt = failingLines.findIndex((text) => text.includes("toBe(899)"));

/** What vitest says about pull request 37. */
export const roundingFailure = {
  file: "src/cart/total.test.ts",
  suite: "cartTotal",
  test: "rounds once per line, not once per unit",
  line: assertionAt + 1,
  column: (failingLines[assertionAt] ?? "").indexOf(".toBe") + 2,
  message: "expected 900 to be 899 // Object.is equality",
  expected: "899",
  received: "900",
  /** The five source lines around the assertion, as a code frame shows them. */
  frame: failingLines.slice(assertionAt - 2, assertionAt + 3),
} as const;
