import type { IncomingMessage } from "node:http";
import type Koa from "koa";
import type { AnyWebhooks, WebhookEffects } from "../connector/index.ts";
import type { Intake } from "./intake.ts";

/** Longer ids are no vendor's. */
const DELIVERY_ID = /^[\x21-\x7e]{1,200}$/;

/** Where a vendor delivers, in the shape of the application's routes. */
export interface WebhookRoute {
  methods: readonly string[];
  path: string;
  /** Whoever sends proves it with a signature. */
  signed: true;
  handle(ctx: Koa.ParameterizedContext<{ requestId: string }>): Promise<void>;
}

/** How a delivery ended. The first three are answered 202, a challenge with what it asks for. */
export type DeliveryOutcome = "taken" | "repeated" | "ignored" | "challenged" | "forged" | "malformed";

export interface WebhookRouteOptions {
  path: string;
  /** Which of the operator's hooks delivers there; undefined where there is one address for all. */
  hook: string | undefined;
  webhooks: AnyWebhooks;
  vendorSettings: unknown;
  intake: Intake;
  /** The bytes of a JSON body, as they were sent. @throws what the application answers when they are too many. */
  readBody(req: IncomingMessage): Promise<Buffer>;
  report(event: { outcome: DeliveryOutcome; event: string | undefined; deliveryId: string | undefined }): void;
}

const STATUS = { taken: 202, repeated: 202, ignored: 202, challenged: 200, forged: 401, malformed: 400 } as const;
const ERROR = { forged: "invalid_signature", malformed: "invalid_delivery" } as const;

/** `POST /webhooks/{connector}`, or one of its hooks below it: nothing is parsed before it is proven, and nothing done before it is answered. */
export function webhookRoute(options: WebhookRouteOptions): WebhookRoute {
  const { report } = options;
  return {
    methods: ["POST"],
    path: options.path,
    signed: true,
    async handle(ctx) {
      const headers = new Headers(ctx.headers as Record<string, string>);
      const { outcome, event, deliveryId, answer } = await take(options, headers, await options.readBody(ctx.req));
      report({ outcome, event, deliveryId });
      ctx.status = STATUS[outcome];
      ctx.body =
        outcome === "forged" || outcome === "malformed" ? { error: ERROR[outcome] } : (answer ?? { status: outcome });
    },
  };
}

interface Taken {
  outcome: DeliveryOutcome;
  event?: string | undefined;
  deliveryId?: string | undefined;
  answer?: Readonly<Record<string, unknown>>;
}

async function take(options: WebhookRouteOptions, headers: Headers, body: Buffer): Promise<Taken> {
  const { webhooks, vendorSettings, hook, intake } = options;
  // A forged delivery may call itself anything: not even its name is told.
  if (!webhooks.verify(headers, body, vendorSettings as never, hook)) return { outcome: "forged" };
  const payload = jsonOf(body);
  const answer = webhooks.challenge?.(payload);
  if (answer !== undefined) return { outcome: "challenged", answer };
  const [deliveryId, event] = [webhooks.deliveryId(headers, payload), webhooks.eventName(headers, payload)];
  const named = { event, deliveryId };
  if (deliveryId === undefined || event === undefined || payload === undefined || !DELIVERY_ID.test(deliveryId)) {
    return { outcome: "malformed", ...named };
  }
  const effects = webhooks.eventsOf(event, payload, vendorSettings as never);
  if (meansNothing(effects)) return { outcome: "ignored", ...named };
  // Only what follows from it is kept, never what the vendor has sent.
  const fresh = await intake.take({ id: deliveryId, content: JSON.stringify(effects) });
  return { outcome: fresh ? "taken" : "repeated", ...named };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}

function meansNothing({ uris = [], below = [], proposals, access, endedAccounts = [] }: WebhookEffects): boolean {
  const listed = uris.length + below.length + endedAccounts.length;
  return listed === 0 && proposals === undefined && access !== true;
}
