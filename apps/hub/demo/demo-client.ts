import { scriptedProvider } from "@fairlead/testkit/sign-in";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

type Negotiation = NonNullable<NonNullable<ConstructorParameters<typeof Client>[1]>["versionNegotiation"]>;

/** The official client, as a program holds it that lets its user sign in. */
export interface DemoClient {
  client: Client;
  /** @throws while nobody has signed in; `takeUrl` then says where. */
  connect(): Promise<void>;
  /** The URL that the client sends its user to, once. */
  takeUrl(): URL;
  /** What the program does when the browser comes back to it. */
  cameBack(landing: URL): Promise<void>;
  /** The scopes of its token. */
  scopes(): string[];
}

/** @param revision its newest one, or `legacy` for those before 2026-07-28. */
export function createDemoClient(url: string, versionNegotiation: Negotiation): DemoClient {
  const provider = scriptedProvider({ clientName: "Fairlead demo" });
  const make = () => ({
    client: new Client({ name: "fairlead-demo", version: "0.1.0" }, { versionNegotiation }),
    transport: new StreamableHTTPClientTransport(new URL(url), { authProvider: provider as never }),
  });
  let current = make();
  return {
    get client() {
      return current.client;
    },
    async connect() {
      current = make();
      await current.client.connect(current.transport);
    },
    takeUrl: () => provider.takeUrl(),
    cameBack: (landing) => current.transport.finishAuth(landing.searchParams),
    scopes: () => provider.kept.tokens?.scope?.split(" ") ?? [],
  };
}
