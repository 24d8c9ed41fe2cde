import type { ReadContext } from "./context.ts";
import type { AnyPrompt } from "./define-prompt.ts";
import type { AnyResource } from "./define-resource.ts";
import type { AnyTool } from "./define-tool.ts";
import type { AnyVendor } from "./define-vendor.ts";
import type { AnyWebhooks } from "./define-webhooks.ts";
import type { AnyFlow } from "./flow.ts";
import type { AnyReach } from "./reach.ts";

/** Tools that belong together, and can be had or left out together: at `/mcp/x/{name}`, by header, by the operator. */
export interface Toolset {
  title: string;
  description: string;
  tools: readonly AnyTool[];
}

/** Proposes values for an argument while a person types. `known` holds the arguments already filled in. */
export type Completer<Client = unknown> = (
  typed: string,
  context: ReadContext<Client> & { known: Readonly<Record<string, string>> },
) => Promise<readonly string[]>;

/** A picture of the connector. PNG and JPEG are what clients must know (MCP basic "Icons"). */
export interface Icon {
  /** https, at the server's own origin, or `data:`. */
  src: string;
  mimeType: "image/png" | "image/jpeg";
  sizes: readonly string[];
}

/** How callers spell things elsewhere. Accepted silently, or refused with a hint. */
export interface Spelling {
  /** Other name → our field, where the tool has that field and the other name is not one of its own. */
  aliases?: Readonly<Record<string, string>>;
  /** Field that we do not take → what to do instead. */
  hints?: Readonly<Record<string, string>>;
  /** Last touch on raw arguments, such as splitting `repo: "owner/name"`. `fields` are those that the tool has. */
  normalize?(args: Record<string, unknown>, fields: ReadonlySet<string>): Record<string, unknown>;
}

/** A connector's table of contents. */
export interface Connector {
  /** Lower case; the path of a connector among several. */
  name: string;
  title: string;
  version: string;
  description: string;
  /** How to work with these tools, for a model. */
  instructions: string;
  websiteUrl?: string;
  icons?: readonly Icon[];
  vendor: AnyVendor;
  /** What allow-lists name here. Without it there are none. */
  reach?: AnyReach;
  /** Who can read what is written here. Without it no write is asked about for what was read before. */
  flow?: AnyFlow;
  toolsets: Readonly<Record<string, Toolset>>;
  /** The tools listed when nobody asks for a toolset. `find_tools` and `call_tool` reach the rest. */
  defaultTools: readonly string[];
  resources?: readonly AnyResource[];
  prompts?: readonly AnyPrompt[];
  /** By argument name, for prompts and resource templates alike. */
  completions?: Readonly<Record<string, (typed: string, context: never) => Promise<readonly string[]>>>;
  /** How the vendor tells of changes, at `/webhooks/{name}`. */
  webhooks?: AnyWebhooks;
  spelling?: Spelling;
  /** Arguments whose values audit records show: what names an object, never what people wrote. Of others they hold proof. */
  recorded?: readonly string[];
  /** Protocol features that the specification deprecates. For fixtures. */
  deprecated?: { logging?: boolean };
}

/** Declares a connector. */
export function defineConnector(connector: Connector): Connector {
  return connector;
}
