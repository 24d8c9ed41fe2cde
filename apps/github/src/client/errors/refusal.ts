/** A refusal of the REST API: what the families of errors look at. `message` is for recognising, never for showing. */
export interface Refusal {
  status: number;
  message: string;
  headers: Readonly<Record<string, string | number | undefined>>;
  rows: readonly RefusalRow[];
  /** True when the request would have changed something. */
  write: boolean;
  /** The path below the API's base, without its query. */
  path: string;
}

/** One row of `errors[]` of a 422. */
export interface RefusalRow {
  field: string | undefined;
  code: string | undefined;
  message: string | undefined;
}

interface HttpError extends Error {
  status: number;
  request: { method: string; url: string };
  response?: { headers: Refusal["headers"]; data: unknown };
}

/** Octokit's RequestError, which `@octokit/rest` throws but does not export. */
export function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && error.name === "HttpError" && "status" in error && "request" in error;
}

/** The refusal in an error that GitHub answered with; undefined where no answer came. */
export function refusalOf({ status, request, response }: HttpError): Refusal | undefined {
  if (!response) return undefined;
  const body: { message?: unknown; errors?: unknown } = isObject(response.data) ? response.data : {};
  const rows = (Array.isArray(body.errors) ? body.errors : []).map(rowOf);
  return {
    status,
    message: [body.message ?? response.data, ...rows.map((row) => row.message)].filter(isText).join("\n"),
    headers: response.headers,
    rows,
    write: request.method !== "GET" && request.method !== "HEAD",
    path: URL.canParse(request.url) ? new URL(request.url).pathname : "",
  };
}

function rowOf(row: unknown): RefusalRow {
  if (!isObject(row)) return { field: undefined, code: undefined, message: isText(row) ? row : undefined };
  return { field: name(row.field), code: name(row.code), message: isText(row.message) ? row.message : undefined };
}

/** A field's or code's name, and nothing that could be more than one. */
function name(value: unknown): string | undefined {
  return isText(value) && /^[\w.:[\]-]{1,60}$/.test(value) ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ArrayBuffer);
}
