import { z } from "zod";

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Traces of calls. The environment's names are OpenTelemetry's own. */
export const tracingSettings = z.object({
  endpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      env: "OTEL_EXPORTER_OTLP_ENDPOINT",
      accepts: "an http or https URL without /v1/traces",
      description: "Collector that gets a trace of each MCP request (OTLP over HTTP). Without it, nothing is traced.",
    }),
  headers: z
    .array(
      z
        .string()
        .regex(/^[^=\s]+=/)
        .refine(isPercentEncoded),
    )
    .default([])
    .meta({
      env: "OTEL_EXPORTER_OTLP_HEADERS",
      secret: true,
      accepts: "name=value, with commas between",
      description: "Headers of each request to the collector, values percent-encoded.",
    }),
  serviceName: z.string().min(1).default("fairlead").meta({
    env: "OTEL_SERVICE_NAME",
    description: "What traces call this service.",
  }),
  sampleRatio: z.number().min(0).max(1).default(1).meta({
    env: "OTEL_TRACES_SAMPLER_ARG",
    description:
      "Part of the requests that are traced, from 0 to 1; also of those that clients trace. What a client does not trace is not traced here.",
  }),
});
