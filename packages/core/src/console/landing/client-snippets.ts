/** How one client is given a URL. */
export interface ClientSnippet {
  client: string;
  /** What a person does there. */
  steps: string;
  /** A link that the client opens with everything filled in. */
  link?: { href: string; label: string };
  /** What is copied. */
  text: string;
  /** What that is, for the button. */
  what: string;
}

/**
 * @param name of the server in the client's own list
 * @param url the MCP URL
 * @param title what people call the connector
 */
export function clientSnippets({ name, url, title }: { name: string; url: string; title: string }): ClientSnippet[] {
  const http = { type: "http", url };
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  // Claude calls from its maker's servers: it has no use for an address that only this machine knows.
  const reachable = url.startsWith("https:");
  const claude = new URLSearchParams({ modal: "add-custom-connector", connectorName: title, connectorUrl: url });
  const vscode = encodeURIComponent(JSON.stringify({ name, ...http }));
  const cursor = new URLSearchParams({ name, config: Buffer.from(JSON.stringify({ url })).toString("base64") });
  return [
    {
      client: "Claude",
      steps: reachable
        ? "Settings → Connectors → Add custom connector: a name, and this URL. Then Connect."
        : "Claude calls from its maker’s servers, so it needs an https address that the internet can reach. This one is not.",
      ...(reachable && {
        link: { href: `https://claude.ai/customize/connectors?${claude.toString()}`, label: "Add to Claude" },
      }),
      text: url,
      what: "the URL for Claude",
    },
    {
      client: "Claude Code",
      steps: "Run this in a terminal, then /mcp in a session to sign in.",
      text: `claude mcp add --transport http ${name} ${url}`,
      what: "the command for Claude Code",
    },
    {
      client: "VS Code",
      steps: "Open the link, or put this into .vscode/mcp.json.",
      link: { href: `vscode:mcp/install?${vscode}`, label: "Add to VS Code" },
      text: json({ servers: { [name]: http } }),
      what: "the file for VS Code",
    },
    {
      client: "Cursor",
      steps: "Open the link, or put this into .cursor/mcp.json.",
      link: { href: `cursor://anysphere.cursor-deeplink/mcp/install?${cursor.toString()}`, label: "Add to Cursor" },
      text: json({ mcpServers: { [name]: { url } } }),
      what: "the file for Cursor",
    },
  ];
}
