export interface Addresses {
  /** Signs a person in who has no client at hand. */
  tryIt: string;
  connections: string;
  /** One that the stand-in knows. */
  token: string;
}

/** How to add a connector to the clients that people use. */
export function howToConnect(name: string, url: string, { tryIt, connections, token }: Addresses): string {
  return [
    "\n  Sign in yourself: as anybody on the stand-in's page, or with the token",
    `  In a browser   ${tryIt}`,
    `  Token          ${token}`,
    `  Connections    ${connections}`,
    "\n  Or add it to a client",
    `  MCP URL        ${url}`,
    `  Claude Code    claude mcp add --transport http ${name} ${url}`,
    `  VS Code        code --add-mcp '${JSON.stringify({ name, type: "http", url })}'`,
    `  Cursor         .cursor/mcp.json: ${JSON.stringify({ mcpServers: { [name]: { url } } })}`,
    `  Inspector      npx @modelcontextprotocol/inspector --cli ${url} --transport http --method tools/list`,
  ].join("\n");
}
