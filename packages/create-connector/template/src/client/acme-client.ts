import type { ReadContext, ToolContext, Wiring } from "@fairlead/core";
import type { AcmeSettings } from "../settings.ts";
import { AcmeError } from "./acme-error.ts";

/** Acme's API. A vendor with an SDK gets it here instead, built around `fetch`, its own retries off. */
export interface AcmeClient {
  get<Answer>(path: string, query?: Readonly<Record<string, string | number | undefined>>): Promise<Answer>;
  post<Answer>(path: string, body: object): Promise<Answer>;
}

/** What tools and resources are given. */
export type AcmeContext = ToolContext<AcmeClient>;
export type AcmeReadContext = ReadContext<AcmeClient>;

export function acmeClient({ settings, fetch, signal }: Wiring<AcmeSettings>): AcmeClient {
  async function send<Answer>(method: string, path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${settings.url}${path}`, { method, signal, ...init });
    if (!response.ok) throw new AcmeError(response.status);
    return (await response.json()) as Answer;
  }
  return {
    get(path, query = {}) {
      const given = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, `${value}`);
      return send("GET", given.size === 0 ? path : `${path}?${given.toString()}`, {});
    },
    post: (path, body) =>
      send("POST", path, { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  };
}
