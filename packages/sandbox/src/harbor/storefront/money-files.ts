import type { SeedFiles } from "../write-history.ts";

/** `src/money.ts`; the label line is what pull request 34 and `main` both change. */
export const money = (label: string): string => `/** Amounts are whole cents, everywhere. */
export type Cents = number;

export const CURRENCY = "EUR";

/** "1250" → "12.50 €" */
export function formatCents(cents: Cents, locale = "de-DE"): string {
  ${label}
}

/** "12,50" or "12.50" → 1250; undefined for anything else. */
export function parseCents(text: string): Cents | undefined {
  const match = /^(\\d{1,7})(?:[.,](\\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "0").padEnd(2, "0"));
}
`;

export const moneyLabels = {
  first: 'return (cents / 100).toFixed(2) + " €";',
  main: 'return new Intl.NumberFormat(locale, { style: "currency", currency: CURRENCY }).format(cents / 100);',
  branch: 'return (cents / 100).toLocaleString(locale, { minimumFractionDigits: 2 }) + " " + CURRENCY;',
} as const;

const moneyTest = `import { expect, test } from "vitest";
import { formatCents, parseCents } from "./money.ts";

test("reads commas and points", () => {
  expect(parseCents("12,50")).toBe(1_250);
  expect(parseCents("12.5")).toBe(1_250);
  expect(parseCents("12.345")).toBeUndefined();
});

test("prints two digits", () => {
  expect(formatCents(1_250)).toMatch(/12[.,]50/);
});
`;

export const cartStorage = `import type { CartLine } from "./line.ts";

export interface CartStorage {
  load(sessionId: string): Promise<readonly CartLine[]>;
  save(sessionId: string, lines: readonly CartLine[]): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** Keeps carts in memory for a day; good enough for one server. */
export function memoryCartStorage(now: () => number = Date.now): CartStorage {
  const carts = new Map<string, { lines: readonly CartLine[]; savedAtMs: number }>();
  return {
    async load(sessionId) {
      const cart = carts.get(sessionId);
      if (!cart || now() - cart.savedAtMs > 24 * HOUR_MS) return [];
      return cart.lines;
    },
    async save(sessionId, lines) {
      carts.set(sessionId, { lines, savedAtMs: now() });
    },
  };
}
`;

const voucher = `import type { CartLine } from "./line.ts";

export interface Voucher {
  readonly code: string;
  /** From 0 to 1. */
  readonly discount: number;
  readonly validUntilMs: number;
}

/** Lines with the voucher's discount, where it is better than the line's own. */
export function applyVoucher(lines: readonly CartLine[], voucher: Voucher, nowMs: number): readonly CartLine[] {
  if (nowMs > voucher.validUntilMs) return lines;
  return lines.map((line) => ({ ...line, discount: Math.max(line.discount, voucher.discount) }));
}
`;

const voucherTest = `import { expect, test } from "vitest";
import { applyVoucher } from "./voucher.ts";

const line = { sku: "MUG-01", unitCents: 1_250, quantity: 1, discount: 0.2 };

test("the better discount wins", () => {
  const voucher = { code: "SPRING", discount: 0.1, validUntilMs: 2 };
  expect(applyVoucher([line], voucher, 1)[0]?.discount).toBe(0.2);
});

test("an old voucher does nothing", () => {
  const voucher = { code: "WINTER", discount: 0.5, validUntilMs: 2 };
  expect(applyVoucher([line], voucher, 3)[0]?.discount).toBe(0.2);
});
`;

/** Money, vouchers and where carts are kept; lines and totals come from the story. */
export const moneyFiles: SeedFiles = {
  "src/money.ts": money(moneyLabels.first),
  "src/money.test.ts": moneyTest,
  "src/cart/storage.ts": cartStorage,
  "src/cart/voucher.ts": voucher,
  "src/cart/voucher.test.ts": voucherTest,
};
