import { Refusal } from "./route.ts";

/** Absent, or not for these eyes: GitHub does not tell which. */
export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

export function forbidden(message: string, headers: Record<string, string> = {}): Refusal {
  return new Refusal(403, message, undefined, { headers });
}

/** One failed validation, as GitHub reports it for a field of a resource. */
export function invalid(
  resource: string,
  field: string,
  code: "missing" | "missing_field" | "invalid" | "already_exists",
  message?: string,
): Refusal {
  return new Refusal(422, "Validation Failed", [{ resource, code, field, ...(message ? { message } : {}) }]);
}

/** A 422 whose sentence says it all. */
export function unprocessable(message: string): Refusal {
  return new Refusal(422, message);
}
