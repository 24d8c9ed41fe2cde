import type { Span, SpanContext, Tracer } from "@opentelemetry/api";
import type { Settings } from "../config/index.ts";
import type { EndedTrace, TraceWriter } from "./call-trace.ts";
import { spanAttributes, spanName, vendorAttributes } from "./span-attributes.ts";
import type { TraceParent } from "./trace-parent.ts";

/** Where traces of calls go. */
export interface Tracing extends TraceWriter {
  /** Sends what waits. */
  close(): Promise<void>;
}

/** A collector that is away must not hold up the end of the process, in milliseconds. */
const CLOSE_MS = 3_000;
const MAX_ATTRIBUTE = 256;

/**
 * Opens the way to a collector (OTLP over HTTP), where one is set. OpenTelemetry is loaded then, and not before.
 *
 * @param report told of what goes wrong in it, a batch that the collector did not take among others
 */
export async function openTracing(
  { endpoint, headers, serviceName, sampleRatio }: Settings["tracing"],
  { version, report }: { version: string; report: (message: string) => void },
): Promise<Tracing | undefined> {
  if (endpoint === undefined) return undefined;
  const api = await import("@opentelemetry/api");
  const sdk = await import("@opentelemetry/sdk-trace");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const { defaultResource, resourceFromAttributes } = await import("@opentelemetry/resources");
  const quiet = () => {};
  const logger = { error: report, warn: report, info: quiet, debug: quiet, verbose: quiet };
  api.diag.setLogger(logger, { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true });

  const ratio = new sdk.TraceIdRatioBasedSampler(sampleRatio);
  const provider = new sdk.TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ "service.name": serviceName, "service.version": version }),
    ),
    // A client that traces everything must not decide how much a collector gets.
    sampler: new sdk.ParentBasedSampler({ root: ratio, remoteParentSampled: ratio }),
    spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE },
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: tracesUrl(endpoint), headers: headersOf(headers) }),
      }),
    ],
  });
  const tracer = provider.getTracer("fairlead", version);
  return {
    begin: ({ startedAtMs, parent, link }) => {
      const context =
        parent === undefined ? api.ROOT_CONTEXT : api.trace.setSpanContext(api.ROOT_CONTEXT, remote(parent));
      const links = link === undefined ? [] : [{ context: remote(link) }];
      const kind = api.SpanKind.SERVER;
      const span = tracer.startSpan("mcp", { kind, startTime: startedAtMs, links }, context);
      return {
        traceId: span.spanContext().traceId,
        end: (ended) => {
          if (span.isRecording()) write(tracer, span, ended);
          else span.end();
        },
      };
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_MS)));
      await Promise.race([provider.shutdown().catch(() => {}), late]).finally(() => clearTimeout(timer));
    },
  };

  function remote({ traceId, spanId, sampled }: TraceParent): SpanContext {
    const traceFlags = sampled ? api.TraceFlags.SAMPLED : api.TraceFlags.NONE;
    return { traceId, spanId, traceFlags, isRemote: true };
  }

  function write(of: Tracer, root: Span, { originMs, endMs, facts, stages, vendor, dropped }: EndedTrace): void {
    const attributes = spanAttributes(facts);
    root.updateName(spanName(facts));
    root.setAttributes({ ...attributes, ...(dropped > 0 && { "fairlead.upstream.dropped": dropped }) });
    if (attributes["error.type"] !== undefined) root.setStatus({ code: api.SpanStatusCode.ERROR });
    const within = api.trace.setSpan(api.ROOT_CONTEXT, root);
    const refusing = facts.stage === undefined ? -1 : stages.findLastIndex(({ name }) => name === facts.stage);
    const spans = stages.map(({ name, startMs }, index) => {
      const span = of.startSpan(
        name,
        { startTime: originMs + startMs, attributes: { "fairlead.stage": name } },
        within,
      );
      if (index === refusing)
        span.setStatus({ code: api.SpanStatusCode.ERROR }).setAttribute("error.type", String(facts.code));
      return span;
    });
    for (const { stage, endMs: at, mark } of vendor) {
      const context = api.trace.setSpan(api.ROOT_CONTEXT, spans[stage] ?? root);
      const startTime = originMs + at - mark.durationMs;
      const span = of.startSpan(
        mark.method,
        { kind: api.SpanKind.CLIENT, startTime, attributes: vendorAttributes(mark) },
        context,
      );
      const failed = mark.error !== undefined || (mark.status ?? 0) >= 400;
      if (failed) span.setStatus({ code: api.SpanStatusCode.ERROR });
      span.end(originMs + at);
    }
    stages.forEach((mark, index) => spans[index]?.end(originMs + mark.endMs));
    root.end(originMs + endMs);
  }
}

/** `OTEL_EXPORTER_OTLP_ENDPOINT` is a base: each signal has its own path below it (OTLP exporter specification). */
function tracesUrl(endpoint: string): string {
  return `${endpoint.replace(/\/+$/, "")}/v1/traces`;
}

/** `name=value,name=value`, percent-encoded (OTLP exporter specification, "Specifying headers via environment variables"). */
function headersOf(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((each) => {
      const at = each.indexOf("=");
      return [each.slice(0, at).trim(), decodeURIComponent(each.slice(at + 1).trim())];
    }),
  );
}
