import type { ReadContext } from "./context.ts";

/**
 * Who can read what a connector writes to, by the names of its `reach`. With it the core asks a person before text goes where
 * everybody can read it, when something that they cannot was read shortly before.
 */
export interface Flow<Client = unknown> {
  /** Fields of writing tools that carry text of the caller's. */
  text: readonly string[];
  /** Whether strangers do not see what a write leaves, wherever that is: an internal note. */
  isKept?(input: Readonly<Record<string, unknown>>): boolean;
  /** Whether strangers can read what a write makes, or opens to them: nobody can be asked about it yet. */
  opens?(input: Readonly<Record<string, unknown>>): boolean;
  /** Places that calls name beside those of `reach`, such as a group: `isPublic` is asked about them, too. */
  beside?(input: Readonly<Record<string, unknown>>): readonly string[];
  /**
   * Whether rows of results that name something hold text of it. Default: true. Where false, whatever reads text says so with
   * `readFrom` of its context.
   */
  rowsHoldText?: boolean;
  /**
   * Whether strangers can read what has that name: of the target of a write, whatever comes to be written there; of a source
   * that was read before, what was there to read. It should be one conditional read.
   */
  isPublic(name: string, context: ReadContext<Client>, side: "target" | "source"): Promise<boolean>;
  /** One name of what goes by several. Default: as it was called, whatever its case. */
  idOf?(name: string, context: ReadContext<Client>): Promise<string>;
}

/** The same for a client of unknown type, as a connector holds it. */
export type AnyFlow = Omit<Flow, "isPublic" | "idOf"> & {
  isPublic(name: string, context: never, side: "target" | "source"): Promise<boolean>;
  idOf?(name: string, context: never): Promise<string>;
};

/** Declares who can read what a connector writes to. */
export function defineFlow<Client>(flow: Flow<Client>): Flow<Client> {
  return flow;
}
