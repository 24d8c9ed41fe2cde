import { REDIRECT_URI } from "@fairlead/testkit/sign-in";
import { vi } from "vitest";

/**
 * Puts a client's metadata document at an https URL of a host that does not exist: requests for it are answered here, all
 * others go out as they would.
 */
export async function serveDocument(
  url: string,
  members: Readonly<Record<string, unknown>>,
): Promise<{ url: string; fetched(): number; restore(): void }> {
  const real = globalThis.fetch;
  let fetched = 0;
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    if (String(input instanceof Request ? input.url : input) !== url) return real(input, init);
    fetched += 1;
    return Response.json({
      client_id: url,
      client_name: "Client with a document",
      redirect_uris: [REDIRECT_URI],
      grant_types: ["authorization_code", "refresh_token"],
      token_endpoint_auth_method: "none",
      ...members,
    });
  });
  return { url, fetched: () => fetched, restore: () => spy.mockRestore() };
}
