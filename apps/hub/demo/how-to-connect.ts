/** A connector of the demo: its URL, and a token that its stand-in knows. */
export interface Offer {
  title: string;
  url: string;
  token: string;
}

export interface Addresses {
  /** Signs a person in who has no client at hand. */
  tryIt: string;
  /** The page with every connector, and what each client takes. */
  start: string;
  connections: string;
}

/** How to add a connector to the clients that people use. */
export function howToConnect(
  name: string,
  offers: readonly [Offer, ...Offer[]],
  { tryIt, start, connections }: Addresses,
): string {
  const [{ url }] = offers;
  return [
    "\n  Sign in yourself: as anybody on the stand-in's page, or with a token",
    `  In a browser   ${tryIt}`,
    `  Connections    ${connections}`,
    ...offers.map(({ title, token }) => `  ${`${title} token`.padEnd(13)}  ${token}`),
    "\n  Or add one to a client",
    `  Start page     ${start}`,
    ...offers.map(({ title, url: each }) => `  ${title.padEnd(13)}  ${each}`),
    `  Claude Code    claude mcp add --transport http ${name} ${url}`,
    `  VS Code        code --add-mcp '${JSON.stringify({ name, type: "http", url })}'`,
    `  Cursor         .cursor/mcp.json: ${JSON.stringify({ mcpServers: { [name]: { url } } })}`,
    `  Inspector      npx @modelcontextprotocol/inspector --cli ${url} --transport http --method tools/list`,
  ].join("\n");
}
