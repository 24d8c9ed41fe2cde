/** How to add a connector to the clients that people use. */
export function howToConnect(name: string, url: string): string {
  return [
    `  MCP URL        ${url}`,
    `  Claude Code    claude mcp add --transport http ${name} ${url}`,
    `  VS Code        code --add-mcp '${JSON.stringify({ name, type: "http", url })}'`,
    `  Cursor         .cursor/mcp.json: ${JSON.stringify({ mcpServers: { [name]: { url } } })}`,
    `  Inspector      npx @modelcontextprotocol/inspector --cli ${url} --transport http --method tools/list`,
  ].join("\n");
}
