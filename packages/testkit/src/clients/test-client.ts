/** The protocol revisions that a connector serves from one URL, as test clients speak them. */
export type Era = "2026-07-28" | "2025-11-25" | "sdk-1";

export const ERAS: readonly Era[] = ["2026-07-28", "2025-11-25", "sdk-1"];

/** A tool's result, as every client gets it. */
export interface CallResult {
  isError: boolean;
  structured: Record<string, unknown>;
  text: string;
  /** The stable code of a failed call. */
  code: string | undefined;
  meta: Readonly<Record<string, unknown>>;
}

export interface ListedTool {
  name: string;
  title?: string | undefined;
  description?: string | undefined;
  inputSchema: Record<string, unknown>;
  outputSchema?: Record<string, unknown> | undefined;
  annotations?: Record<string, unknown> | undefined;
}

/** What the person behind a test client answers to a question. */
export type Answerer = (message: string) => {
  action: "accept" | "decline" | "cancel";
  content?: Record<string, string | number | boolean>;
};

export interface ClientOptions {
  /** Without one, the client does not declare that it can be asked. */
  answer?: Answerer;
  headers?: Record<string, string>;
}

/** One face for clients of every era. */
export interface TestClient {
  readonly era: Era;
  listTools(): Promise<ListedTool[]>;
  /** @throws the protocol's own error, such as for an unknown tool. */
  call(
    name: string,
    args?: Record<string, unknown>,
    options?: { signal?: AbortSignal; onProgress?: (done: number) => void },
  ): Promise<CallResult>;
  listResources(): Promise<{ uri: string }[]>;
  listTemplates(): Promise<{ uriTemplate: string }[]>;
  read(uri: string): Promise<{ uri: string; text?: string; blob?: string; mimeType?: string | undefined }[]>;
  /** Listens to resources. @returns the URIs that the server has taken: the others are none, or not allowed. */
  listen(uris: readonly string[], onUpdated: (uri: string) => void): Promise<readonly string[]>;
  listPrompts(): Promise<{ name: string; arguments?: { name: string }[] | undefined }[]>;
  prompt(name: string, args: Record<string, string>): Promise<{ role: string; content: { type: string } }[]>;
  complete(
    prompt: string,
    argument: { name: string; value: string },
    known?: Record<string, string>,
  ): Promise<string[]>;
  instructions(): string | undefined;
  close(): Promise<void>;
}
