/** Octokit's GraphqlResponseError, which `@octokit/rest` throws but does not export. */
export interface GraphqlFailure extends Error {
  headers: Record<string, string | number | undefined>;
  request?: { query?: string };
  errors?: readonly {
    type?: string;
    path?: readonly (string | number)[];
    message: string;
    extensions?: { code?: string };
  }[];
  data?: unknown;
}

export function isGraphqlFailure(error: unknown): error is GraphqlFailure {
  return error instanceof Error && error.name === "GraphqlResponseError";
}
