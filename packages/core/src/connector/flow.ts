import type { ReadContext } from "./context.ts";

/**
 * Who can read what a connector writes to, by the names of its `reach`. With it the core asks a person before text goes where
 * everybody can read it, when something that they cannot was read shortly before.
 */
export interface Flow<Client = unknown> {
  /** Fields of writing tools that carry text of the caller's. */
  text: readonly string[];
  /**
   * Whether strangers can read what has that name. Asked of the target of a write and of what was read before it, so it
   * should be one conditional read.
   */
  isPublic(name: string, context: ReadContext<Client>): Promise<boolean>;
}

/** The same for a client of unknown type, as a connector holds it. */
export type AnyFlow = Omit<Flow, "isPublic"> & { isPublic(name: string, context: never): Promise<boolean> };

/** Declares who can read what a connector writes to. */
export function defineFlow<Client>(flow: Flow<Client>): Flow<Client> {
  return flow;
}
