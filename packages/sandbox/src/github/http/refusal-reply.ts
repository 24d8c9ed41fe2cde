import type { Reply } from "./route.ts";
import { Refusal } from "./route.ts";

const DOCUMENTATION = "https://docs.github.com/rest";

/** GitHub's error JSON. Anything but a `Refusal` is a fault of the stand-in: it says so with 500. */
export function refusalReply(error: unknown): Reply {
  if (error instanceof Refusal) {
    return {
      status: error.status,
      headers: error.headers,
      body: {
        message: error.message,
        ...(error.errors ? { errors: error.errors } : {}),
        ...error.extra,
        documentation_url: DOCUMENTATION,
        status: String(error.status),
      },
    };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: 500,
    body: { message: `Stand-in failed: ${message}`, documentation_url: DOCUMENTATION, status: "500" },
  };
}
