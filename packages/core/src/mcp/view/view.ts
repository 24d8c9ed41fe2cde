/** What a URL and its headers leave of a connector. Only ever narrows what operator and owner allow. */
export interface View {
  /** `/mcp/@{profile}`: which of a person's accounts. */
  profile: string | undefined;
  /** Toolsets of the URL: nothing else is reachable there. */
  within: readonly string[] | undefined;
  /** Toolsets to list, by header. */
  toolsets: readonly string[] | undefined;
  /** Tools to list beside those toolsets, by header. */
  tools: readonly string[] | undefined;
  exclude: readonly string[];
  readonly: boolean;
  /** Only `find_tools`, `call_tool` and who-am-I. */
  lazy: boolean;
}

/** A URL or header that names nothing we have. Answered with HTTP `status`. */
export class ViewError extends Error {
  override readonly name = "ViewError";
  readonly status: 400 | 404;

  constructor(status: 400 | 404, message: string) {
    super(message);
    this.status = status;
  }
}
