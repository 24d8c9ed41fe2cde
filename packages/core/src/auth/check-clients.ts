import { ConfigError, type SettingProblem, type Settings } from "../config/index.ts";
import { refuseRedirectUri } from "./server/redirect-uri.ts";

type Client = Settings["signIn"]["clients"][number];

/**
 * Looks at the clients that the operator has registered by hand as closely as at those that register themselves: what is
 * wrong with one is said at the start, not to whoever signs in.
 *
 * @throws ConfigError
 */
export function checkClients({ clients, allowedRedirects: allowed }: Settings["signIn"]): void {
  const ids = clients.map(({ clientId }) => clientId);
  const problems = clients.flatMap((client, at) => {
    const twice = ids.indexOf(client.clientId) < at;
    return [
      ...(twice ? [problem(client, "an id of its own for each client")] : []),
      ...(client.service ? ofService(client) : ofPeople(client, allowed)),
    ];
  });
  if (problems.length > 0) throw new ConfigError(problems);
}

/** RFC 6749 §4.4: with an id alone, which is no secret, anybody would act with the operator's credential. */
function ofService(client: Client): SettingProblem[] {
  if (client.clientSecret !== undefined) return [];
  return [problem(client, "service: true with a clientSecret only", "Whoever knows its id would be let in.")];
}

function ofPeople(client: Client, allowed: readonly string[] | undefined): SettingProblem[] {
  const { redirectUris } = client;
  if (redirectUris.length === 0) return [problem(client, "redirectUris with an address where its answers go")];
  return redirectUris.flatMap((uri) => {
    const refusal = refuseRedirectUri(uri, { allowed });
    return refusal === undefined ? [] : [problem(client, `redirectUris that can be used: "${uri}" ${refusal}`)];
  });
}

function problem({ clientId }: Client, accepts: string, advice?: string): SettingProblem {
  return {
    where: "AUTH_CLIENTS (or signIn.clients in fairlead.json)",
    found: `the client ${clientId}`,
    accepts,
    ...(advice !== undefined && { advice }),
  };
}
