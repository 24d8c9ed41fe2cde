import type { SeedFiles } from "../write-history.ts";

const order = `import type { CartLine } from "../cart/line.ts";
import type { Address } from "../checkout/address.ts";

export interface Order {
  readonly id: string;
  readonly lines: readonly CartLine[];
  readonly address: Address;
  readonly note: string;
  readonly totalCents: number;
  readonly paymentId: string;
  readonly state: "paid" | "sent" | "cancelled";
}
`;

const orderStore = `import type { Order } from "./order.ts";

export interface OrderStore {
  insert(order: Order): Promise<void>;
  find(id: string): Promise<Order | undefined>;
  setState(id: string, state: Order["state"]): Promise<void>;
}

export function memoryOrderStore(): OrderStore {
  const orders = new Map<string, Order>();
  return {
    async insert(order) {
      orders.set(order.id, order);
    },
    async find(id) {
      return orders.get(id);
    },
    async setState(id, state) {
      const order = orders.get(id);
      if (order) orders.set(id, { ...order, state });
    },
  };
}
`;

const cancel = `import { HttpError } from "../http/errors.ts";
import type { OrderStore } from "./order-store.ts";

export interface Stock {
  add(sku: string, pieces: number): Promise<void>;
}

/** Cancels an order and puts its pieces back. */
export async function cancelOrder(orders: OrderStore, stock: Stock, id: string): Promise<void> {
  const order = await orders.find(id);
  if (!order) throw new HttpError(404, "No such order");
  if (order.state === "sent") throw new HttpError(409, "The parcel is on its way");
  for (const line of order.lines) await stock.add(line.sku, line.quantity);
  await orders.setState(id, "cancelled");
}
`;

const mail = `import { lineTotal } from "../cart/total.ts";
import { formatCents } from "../money.ts";
import type { Order } from "./order.ts";

/** Text of the confirmation mail. */
export function orderMail(order: Order): string {
  const lines = order.lines.map(
    (line) => String(line.quantity).padStart(4) + " x " + line.sku.padEnd(16) + formatCents(Math.round(lineTotal(line))),
  );
  return ["Thank you for your order " + order.id + ".", "", ...lines, "", "Total: " + formatCents(order.totalCents)].join("\\n");
}
`;

const server = `import { createServer } from "node:http";
import { config } from "../config.ts";
import { HttpError } from "./errors.ts";
import { findRoute } from "./router.ts";

/** The shop's server. One request never takes longer than the configured limit. */
export function startServer() {
  return createServer(async (request, response) => {
    const signal = AbortSignal.timeout(config.requestTimeoutMs);
    try {
      const handle = findRoute(request.method ?? "GET", request.url ?? "/");
      response.end(await handle(request, signal));
    } catch (error) {
      response.statusCode = error instanceof HttpError ? error.status : 500;
      response.end(error instanceof HttpError ? error.message : "Something went wrong");
    }
  }).listen(config.port);
}
`;

const router = `import type { IncomingMessage } from "node:http";
import { HttpError } from "./errors.ts";

export type Handler = (request: IncomingMessage, signal: AbortSignal) => Promise<string>;

const routes = new Map<string, Handler>();

export function on(method: string, path: string, handler: Handler): void {
  routes.set(method + " " + path, handler);
}

export function findRoute(method: string, url: string): Handler {
  const handler = routes.get(method + " " + (url.split("?")[0] ?? "/"));
  if (!handler) throw new HttpError(404, "Not found");
  return handler;
}
`;

export const session = `import { randomUUID } from "node:crypto";

const COOKIE = "shop_session";

/** Session id from the cookie header, or a new one. */
export function sessionId(cookieHeader: string | undefined): string {
  for (const part of (cookieHeader ?? "").split(";")) {
    const [name, value] = part.trim().split("=");
    if (name === COOKIE && value) return value;
  }
  return randomUUID();
}

export function sessionCookie(id: string): string {
  return COOKIE + "=" + id + "; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=86400";
}
`;

const errors = `/** An error whose message may be shown to the customer. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
`;

export const config = (requestTimeoutMs: string): string => `function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(name + " is not set");
  return value;
}

export const config = {
  port: Number(process.env["PORT"] ?? "8080"),
  databaseUrl: required("DATABASE_URL"),
  paymentsUrl: required("PAYMENTS_URL"),
  requestTimeoutMs: ${requestTimeoutMs},
} as const;
`;

const index = `import { sessionCookie, sessionId } from "./http/session.ts";
import { on } from "./http/router.ts";
import { startServer } from "./http/server.ts";
import { messages } from "./i18n/messages.ts";

on("GET", "/", async (request) => {
  const id = sessionId(request.headers.cookie);
  return messages("de").welcome + "<!-- " + sessionCookie(id).length + " -->";
});

startServer();
`;

const messages = `import de from "./de.json" with { type: "json" };
import sv from "./sv.json" with { type: "json" };

const LANGUAGES = { de, sv };

export function messages(language: keyof typeof LANGUAGES) {
  return LANGUAGES[language];
}
`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Orders, the server and the rest of `src` and `public`. */
export const serverFiles: SeedFiles = {
  "src/orders/order.ts": order,
  "src/orders/order-store.ts": orderStore,
  "src/orders/cancel.ts": cancel,
  "src/orders/mail.ts": mail,
  "src/http/server.ts": server,
  "src/http/router.ts": router,
  "src/http/session.ts": session,
  "src/http/errors.ts": errors,
  "src/config.ts": config("5_000"),
  "src/index.ts": index,
  "src/i18n/messages.ts": messages,
  "src/i18n/de.json": json({
    welcome: "Willkommen im Hafen",
    cart: "Warenkorb",
    checkout: "Zur Kasse",
    emptyCart: "Noch nichts hier",
  }),
  "src/i18n/sv.json": json({
    welcome: "Välkommen till hamnen",
    cart: "Varukorg",
    checkout: "Till kassan",
    emptyCart: "Inget här än",
  }),
  "public/styles.css":
    "body { font: 1rem/1.5 system-ui; margin: 0 auto; max-width: 72rem; }\n.tile img { aspect-ratio: 1; width: 100%; }\n.sale { color: #e74c3c; }\n.empty-cart img { min-width: 480px; }\n",
  "public/robots.txt": "User-agent: *\nDisallow: /checkout\nDisallow: /assets\n",
};
