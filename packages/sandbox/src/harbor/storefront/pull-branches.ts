import { pullBranches } from "../branches.ts";
import { cartFiles, roundingBranch } from "../story.ts";
import type { SeedFiles, Step } from "../write-history.ts";
import { checkout } from "./checkout-files.ts";
import { cartStorage, money, moneyLabels } from "./money-files.ts";
import { session } from "./server-files.ts";

/** A branch of the shop and the commits on it. */
export interface SeedBranch {
  name: string;
  steps: readonly Step[];
}

function replaced(whole: string, now: string, then: string): string {
  if (!whole.includes(now)) throw new Error(`the seed has no: ${now}`);
  return whole.replace(now, then);
}

const giftCard = `export interface GiftCard {
  readonly code: string;
  readonly leftCents: number;
}

export interface Split {
  /** Taken from the card. */
  readonly cardCents: number;
  /** Left for the payment provider. */
  readonly restCents: number;
}

/** A card may pay only a part; the rest goes to the provider. */
export function payWithCard(card: GiftCard, totalCents: number): Split {
  const cardCents = Math.min(card.leftCents, totalCents);
  return { cardCents, restCents: totalCents - cardCents };
}
`;

const giftCardTest = `import { expect, test } from "vitest";
import { payWithCard } from "./gift-card.ts";

test("pays all of a small cart", () => {
  expect(payWithCard({ code: "A1", leftCents: 5_000 }, 1_250)).toEqual({ cardCents: 1_250, restCents: 0 });
});

test("pays a part of a large one", () => {
  expect(payWithCard({ code: "A1", leftCents: 1_000 }, 1_250)).toEqual({ cardCents: 1_000, restCents: 250 });
});
`;

const giftCheckout = replaced(
  replaced(
    replaced(
      checkout,
      'import { cartTotal } from "../cart/total.ts";\n',
      'import type { GiftCard } from "../cart/gift-card.ts";\nimport { payWithCard } from "../cart/gift-card.ts";\nimport { cartTotal } from "../cart/total.ts";\n',
    ),
    "  readonly note: string;\n",
    "  readonly note: string;\n  readonly giftCard?: GiftCard;\n",
  ),
  "  const intent = await createIntent(form.cartId, cents, signal);\n",
  "  const { restCents } = form.giftCard ? payWithCard(form.giftCard, cents) : { restCents: cents };\n  const intent = await createIntent(form.cartId, restCents, signal);\n",
);

const savedCarts = `import type { CartLine } from "./line.ts";
import type { CartStorage } from "./storage.ts";

export interface SavedCart {
  readonly customerId: string;
  readonly name: string;
  readonly lines: readonly CartLine[];
}

const carts: SavedCart[] = [];

export function saveCart(cart: SavedCart): void {
  carts.push(cart);
}

export function savedCarts(customerId: string): SavedCart[] {
  return carts.filter((cart) => cart.customerId == customerId);
}

/** Puts a saved cart into the session's cart. */
export async function restoreCart(storage: CartStorage, sessionId: string, customerId: string, name: string) {
  const saved = savedCarts(customerId).find((cart) => cart.name === name);
  if (saved) {
    const lines = await storage.load(sessionId);
    await storage.save(sessionId, [...lines, ...saved.lines]);
  }
}
`;

const savedStorage = replaced(
  cartStorage,
  "now() - cart.savedAtMs > 24 * HOUR_MS",
  "now() - cart.savedAtMs > 30 * 24 * HOUR_MS",
).replace("for a day; good enough for one server", "for a month; good enough for one server");

const savedSession = replaced(
  session,
  'Max-Age=86400";\n}\n',
  'Max-Age=2592000";\n}\n\n/** The customer behind a session, once signed in. */\nexport function customerOf(cookieHeader: string | undefined): string | undefined {\n  const match = /customer=([^;]+)/.exec(cookieHeader ?? "");\n  return match?.[1];\n}\n',
);

const facets = `import type { Product } from "./product.ts";

export interface Facet {
  readonly name: "category" | "price" | "stock";
  readonly values: ReadonlyMap<string, number>;
}

/** How many products each value of a filter would leave. */
export function facets(products: readonly Product[]): Facet[] {
  const category = new Map<string, number>();
  const stock = new Map<string, number>();
  for (const product of products) {
    category.set(product.categoryId, (category.get(product.categoryId) ?? 0) + 1);
    const key = product.stock > 0 ? "in stock" : "sold out";
    stock.set(key, (stock.get(key) ?? 0) + 1);
  }
  // TODO: price needs buckets
  return [
    { name: "category", values: category },
    { name: "stock", values: stock },
  ];
}
`;

const exportOrders = `import { formatCents } from "../money.ts";
import type { Order } from "./order.ts";

const quote = (text: string): string => '"' + text.replaceAll('"', '""') + '"';

/** Orders as CSV with a header line, one line each. */
export function ordersAsCsv(orders: readonly Order[]): string {
  const rows = orders.map((order) =>
    [order.id, quote(order.address.name), order.address.country, formatCents(order.totalCents), order.state].join(";"),
  );
  return ["id;name;country;total;state", ...rows].join("\\r\\n") + "\\r\\n";
}
`;

const exportTest = `import { expect, test } from "vitest";
import { ordersAsCsv } from "./export.ts";

test("has a header even without orders", () => {
  expect(ordersAsCsv([])).toBe("id;name;country;total;state\\r\\n");
});
`;

const step = (author: string, ageDays: number, message: string, files: SeedFiles): Step => ({
  author,
  ageDays,
  message,
  files,
});

/** Branches that leave `main` where the early part ends. */
export const earlyBranches: readonly SeedBranch[] = [
  {
    name: pullBranches[32].branch,
    steps: [
      step("trenn", 17, "Keep carts for a month", { "src/cart/storage.ts": savedStorage }),
      step("trenn", 16, "Saved carts", { "src/cart/saved-carts.ts": savedCarts }),
      step("trenn", 15, "Know the customer of a session", { "src/http/session.ts": savedSession }),
    ],
  },
  {
    name: pullBranches[34].branch,
    steps: [step("trenn", 14, "Currency label beside every price", { "src/money.ts": money(moneyLabels.branch) })],
  },
  {
    name: pullBranches[35].branch,
    steps: [step("trenn", 13, "Facets for search, first try", { "src/catalog/facets.ts": facets })],
  },
];

/** Branches that leave from the tip of `main`. */
export const lateBranches: readonly SeedBranch[] = [
  {
    name: pullBranches[31].branch,
    steps: [
      step("trenn", 1.6, "Gift cards pay a part or all\n\nPart of #23.", {
        "src/cart/gift-card.ts": giftCard,
        "src/cart/gift-card.test.ts": giftCardTest,
      }),
      step("trenn", 1.4, "Redeem a gift card at checkout", { "src/checkout/checkout.ts": giftCheckout }),
    ],
  },
  { name: roundingBranch.name, steps: [step("trenn", 1.2, roundingBranch.message, roundingBranch.files)] },
  {
    name: pullBranches[38].branch,
    steps: [
      step("mlind", 1.1, "Export orders as CSV", { "src/orders/export.ts": exportOrders }),
      step("mlind", 1, "Test the header of the export", { "src/orders/export.test.ts": exportTest }),
    ],
  },
  {
    name: "experiment/total-in-cents",
    steps: [
      step("mlind", 0.8, "Totals without shipping", {
        "src/cart/total.ts": replaced(
          String(cartFiles["src/cart/total.ts"]),
          "SHIPPING_CENTS = 490",
          "SHIPPING_CENTS = 0",
        ),
      }),
    ],
  },
];
