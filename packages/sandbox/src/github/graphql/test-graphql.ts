import type { GithubStandIn } from "../index.ts";

export interface GraphqlAnswer<Data> {
  data?: Data;
  errors?: { type?: string; message: string; path?: (string | number)[] }[];
}

/** Asks a running stand-in by GraphQL in tests; the answer is always a 200. */
export function testGraphql(standIn: GithubStandIn, who: keyof GithubStandIn["tokens"] = "mlind") {
  return async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer<Data>> => {
    const response = await fetch(standIn.graphqlUrl, {
      method: "POST",
      headers: { authorization: `Bearer ${standIn.tokens[who]}`, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    if (response.status !== 200) throw new Error(`GraphQL answered ${response.status}`);
    return (await response.json()) as GraphqlAnswer<Data>;
  };
}
