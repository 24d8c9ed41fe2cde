import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A span as a collector gets it (OTLP/JSON). */
export interface ReceivedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  /** 2: server, 3: client. */
  kind: number;
  startNs: bigint;
  endNs: bigint;
  failed: boolean;
  attributes: Readonly<Record<string, unknown>>;
  links: { traceId: string; spanId: string }[];
}

/** A collector on loopback, which keeps what it gets. */
export interface OtlpReceiver {
  url: string;
  spans: ReceivedSpan[];
  /** Everything that came in, as text. */
  raw(): string;
  /** The headers of the last batch. */
  headers(): Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  let raw = "";
  let headers: Readonly<Record<string, unknown>> = {};
  const server = createServer((req, res) => {
    let text = "";
    req.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    req.once("end", () => {
      raw += text;
      ({ headers } = req);
      if (req.url === "/v1/traces") spans.push(...spansOf(JSON.parse(text)));
      res.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    raw: () => raw,
    headers: () => headers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface WireSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status?: { code?: number };
  attributes?: { key: string; value: Record<string, unknown> }[];
  links?: { traceId: string; spanId: string }[];
}

function spansOf(batch: { resourceSpans: { scopeSpans: { spans: WireSpan[] }[] }[] }): ReceivedSpan[] {
  const wire = batch.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  return wire.map(({ startTimeUnixNano, endTimeUnixNano, status, attributes = [], links = [], ...span }) => ({
    ...span,
    startNs: BigInt(startTimeUnixNano),
    endNs: BigInt(endTimeUnixNano),
    failed: status?.code === 2,
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    links: links.map(({ traceId, spanId }) => ({ traceId, spanId })),
  }));
}
