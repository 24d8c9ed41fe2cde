import type { SeedFiles } from "../write-history.ts";

const address = `export interface Address {
  readonly name: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: Country;
}

export type Country = "DE" | "DK" | "GB" | "SE";

/** What a post code looks like, per country. */
export const POSTCODES: Readonly<Record<Country, RegExp>> = {
  DE: /^\\d{5}$/,
  DK: /^\\d{4}$/,
  GB: /^[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}$/,
  SE: /^\\d{3} ?\\d{2}$/,
};

/** Names of the fields that are missing or wrong. */
export function addressProblems(address: Address): (keyof Address)[] {
  const empty = (["name", "street", "city"] as const).filter((field) => address[field].trim() === "");
  return POSTCODES[address.country].test(address.postcode.trim().toUpperCase()) ? empty : [...empty, "postcode"];
}
`;

const addressTest = `import { expect, test } from "vitest";
import type { Address } from "./address.ts";
import { addressProblems } from "./address.ts";

const home: Address = { name: "Astrid Berg", street: "Kajen 4", postcode: "211 20", city: "Malmö", country: "SE" };

test("takes a good address", () => {
  expect(addressProblems(home)).toEqual([]);
});

test.each([
  ["DE", "2112"],
  ["GB", "12345"],
  ["DK", "21120"],
] as const)("refuses a post code that is none of %s", (country, postcode) => {
  expect(addressProblems({ ...home, country, postcode })).toEqual(["postcode"]);
});
`;

const shipping = `import type { Country } from "./address.ts";

export interface ShippingOption {
  readonly id: "standard" | "express" | "pickup";
  readonly label: string;
  readonly cents: number;
  readonly days: readonly [number, number];
}

const STANDARD: Readonly<Record<Country, number>> = { DE: 490, DK: 590, GB: 990, SE: 390 };

/** What a customer in a country can choose from, cheapest first. */
export function shippingOptions(country: Country): ShippingOption[] {
  const options: ShippingOption[] = [
    { id: "standard", label: "Standard", cents: STANDARD[country], days: [2, 5] },
    { id: "express", label: "Express", cents: STANDARD[country] + 800, days: [1, 2] },
  ];
  if (country === "SE") options.push({ id: "pickup", label: "Pick up in Malmö", cents: 0, days: [0, 1] });
  return options.sort((a, b) => a.cents - b.cents);
}
`;

const payment = `import { config } from "../config.ts";
import { HttpError } from "../http/errors.ts";

export interface PaymentIntent {
  readonly id: string;
  readonly cents: number;
  readonly state: "created" | "confirmed" | "failed";
}

/** Asks the payments service for an intent. One key per cart: asking twice gives the same intent. */
export async function createIntent(cartId: string, cents: number, signal: AbortSignal): Promise<PaymentIntent> {
  const response = await fetch(config.paymentsUrl + "/intents", {
    method: "POST",
    signal,
    headers: { "content-type": "application/json", "idempotency-key": cartId },
    body: JSON.stringify({ cents, currency: "EUR" }),
  });
  if (!response.ok) throw new HttpError(502, "The payment provider does not answer");
  return (await response.json()) as PaymentIntent;
}

export async function confirmIntent(id: string, signal: AbortSignal): Promise<PaymentIntent> {
  const response = await fetch(config.paymentsUrl + "/intents/" + encodeURIComponent(id) + "/confirm", {
    method: "POST",
    signal,
  });
  if (response.status === 402) throw new HttpError(402, "The card was declined");
  if (!response.ok) throw new HttpError(502, "The payment provider does not answer");
  return (await response.json()) as PaymentIntent;
}
`;

export const checkout = `import type { CartLine } from "../cart/line.ts";
import { cartTotal } from "../cart/total.ts";
import { HttpError } from "../http/errors.ts";
import type { Order } from "../orders/order.ts";
import type { Address } from "./address.ts";
import { addressProblems } from "./address.ts";
import { confirmIntent, createIntent } from "./payment.ts";

export interface CheckoutForm {
  readonly cartId: string;
  readonly lines: readonly CartLine[];
  readonly address: Address;
  readonly note: string;
}

/** From cart to order. Nothing is stored before the payment is confirmed. */
export async function placeOrder(form: CheckoutForm, signal: AbortSignal): Promise<Order> {
  if (form.lines.length === 0) throw new HttpError(422, "The cart is empty");
  const problems = addressProblems(form.address);
  if (problems.length > 0) throw new HttpError(422, "Please check: " + problems.join(", "));
  const cents = cartTotal(form.lines);
  const intent = await createIntent(form.cartId, cents, signal);
  const paid = await confirmIntent(intent.id, signal);
  return {
    id: form.cartId,
    lines: form.lines,
    address: form.address,
    note: form.note,
    totalCents: cents,
    paymentId: paid.id,
    state: "paid",
  };
}
`;

/** Address, shipping, payment. */
export const checkoutFiles: SeedFiles = {
  "src/checkout/address.ts": address,
  "src/checkout/address.test.ts": addressTest,
  "src/checkout/shipping.ts": shipping,
  "src/checkout/payment.ts": payment,
  "src/checkout/checkout.ts": checkout,
};
