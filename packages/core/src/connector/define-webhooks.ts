import type { z } from "zod";

/** What an event says has changed at the vendor. Everything is optional: an event can mean nothing here. */
export interface WebhookEffects {
  /** Resources that are not what they were. */
  uris?: readonly string[];
  /** Beginnings of URIs: every resource below one of them may have changed. */
  below?: readonly string[];
  /** Arguments whose proposals are out of date: `{ owner, repo }`; a list where a thing has several names. */
  proposals?: Proposals | readonly Proposals[];
  /** Who may see what has changed: nothing that was read before is served, or told of, without asking the vendor. */
  access?: boolean;
  /** `subject`s of identities whose sign-in with our app the vendor has ended. */
  endedAccounts?: readonly string[];
}

type Proposals = Readonly<Record<string, string>>;

/** How a vendor tells that something has changed, whole in one literal. */
export interface Webhooks<Settings extends z.ZodObject = z.ZodObject> {
  /** Whether the operator has set what `verify` needs. Without it, nothing is served. */
  enabled(settings: z.output<Settings>): boolean;
  /**
   * Names of the operator's hooks, of letters, digits, "-" and "_": each has an address of its own,
   * `/webhooks/{connector}/{hook}`. Without this there is one address for all, `/webhooks/{connector}`.
   */
  hooks?(settings: z.output<Settings>): readonly string[];
  /**
   * Whether the vendor has sent these very bytes. Compares in constant time; nothing has been parsed yet.
   *
   * @param hook whose address it came to; undefined without `hooks`
   */
  verify(headers: Headers, rawBody: Buffer, settings: z.output<Settings>, hook: string | undefined): boolean;
  /**
   * What proves to the vendor that this address is ours, where a signed request asks for it: the JSON to answer with, and
   * nothing else follows from it. Undefined for every other request.
   */
  challenge?(payload: unknown): Readonly<Record<string, unknown>> | undefined;
  /** The vendor's own id of a delivery, the same when it is sent again; undefined when there is none. */
  deliveryId(headers: Headers, payload: unknown): string | undefined;
  /** The name of the event; undefined when there is none. */
  eventName(headers: Headers, payload: unknown): string | undefined;
  /** What an event means. The payload is what the vendor sent, and may lack anything. */
  eventsOf(event: string, payload: unknown, settings: z.output<Settings>): WebhookEffects;
  /** One spelling for all URIs that name the same resource. Default: as it is. */
  canonical?(uri: string): string;
}

/** The same for settings of unknown shape, as a connector holds it. */
export interface AnyWebhooks extends Pick<Webhooks, "challenge" | "deliveryId" | "eventName" | "canonical"> {
  enabled(settings: never): boolean;
  hooks?(settings: never): readonly string[];
  verify(headers: Headers, rawBody: Buffer, settings: never, hook: string | undefined): boolean;
  eventsOf(event: string, payload: unknown, settings: never): WebhookEffects;
}

/** Declares how a vendor tells of changes. */
export function defineWebhooks<Settings extends z.ZodObject>(webhooks: Webhooks<Settings>): Webhooks<Settings> {
  return webhooks;
}
