/** A client that somebody else wrote, as its user sees it: it sends a person to sign in when it has to. */
export interface ForeignClient {
  /** @returns the tool's structured content. @throws with the client's own words when it gave none. */
  call(tool: string, args?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}
