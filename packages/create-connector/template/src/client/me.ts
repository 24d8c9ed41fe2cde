import type { AcmeClient } from "./acme-client.ts";

/** The account that a token belongs to. */
export interface Me {
  id: number;
  login: string;
  name: string;
  scopes: string[];
}

export async function readMe(client: AcmeClient): Promise<Me> {
  return client.get<Me>("/me");
}
