import type { ReadContext } from "./context.ts";

/** One thing that a call works on, as allow-lists name it. */
export interface Reached {
  name: string;
  access: "read" | "write";
  /** It counts under this name alone: the call makes it, or each row of the result says again where it is from. */
  final?: boolean;
}

/** One name, or all those that one thing goes by: one of them lets it in, and one that is taken out takes it out. */
export type Names = string | readonly string[];

/**
 * What an allow-list names at a vendor, such as repositories, projects or channels, and how inputs, URIs and rows name it.
 * The core does the rest: it makes the settings, checks each call before anything is sent, drops rows and hides tools.
 */
export interface Reach<Client = unknown> {
  /** In the vendor's words. The settings are named after `many`: `GITHUB_REPOSITORIES`, `GITHUB_WRITE_REPOSITORIES`. */
  one: string;
  many: string;
  /** A pattern as an operator would write it: `acme/*`. */
  example: string;
  /**
   * The fields that name one together, with a slash between: of a tool's input, a resource's URI, a prompt's arguments and
   * a completion.
   */
  fields: readonly [string, ...string[]];
  /** Fields that hold a list of whole names, which a search is narrowed to. */
  lists?: readonly string[];
  /** What a result row carries of its name; undefined for a row that belongs to what the call itself has named. */
  ofRow?(row: Readonly<Record<string, unknown>>): Names | undefined;
  /** Whether it is no name but an id: it then counts only under the name that `resolve` finds. */
  isId?(name: string): boolean;
  /**
   * Asks the vendor for today's name: after a rename, or of an id. Asked before each call while there is a list, so it
   * should be one conditional read.
   */
  resolve?(name: string, context: ReadContext<Client>): Promise<Names>;
}

/** The same for a client of unknown type, as a connector holds it. */
export type AnyReach = Omit<Reach, "resolve"> & {
  resolve?(name: string, context: never): Promise<Names>;
};

/** Declares what allow-lists name at a vendor. */
export function defineReach<Client>(reach: Reach<Client>): Reach<Client> {
  return reach;
}
