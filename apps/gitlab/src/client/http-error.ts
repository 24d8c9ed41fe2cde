/** A refusal of GitLab's API. It holds nothing of the request but its method and path: no header, no token. */
export class GitlabHttpError extends Error {
  override readonly name = "GitlabHttpError";
  readonly status: number;
  readonly method: string;
  /** Below /api/v4, without its query. */
  readonly path: string;
  readonly headers: Headers;
  /** Parsed where it was JSON, else text. */
  readonly body: unknown;

  constructor(facts: { status: number; method: string; path: string; headers: Headers; body: unknown }) {
    super(`GitLab answered ${facts.status}`);
    this.status = facts.status;
    this.method = facts.method;
    this.path = facts.path;
    this.headers = facts.headers;
    this.body = facts.body;
  }
}
