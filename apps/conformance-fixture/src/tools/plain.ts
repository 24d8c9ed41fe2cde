import { content, defineTool, ToolError } from "@fairlead/core";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { fixtureTool, text } from "../fixture-tool.ts";
import { RED_PIXEL_PNG, SILENT_WAV } from "../samples.ts";

/** What the suite waits between two notices. */
const BETWEEN_NOTICES_MS = 50;

const image = { type: "image", data: RED_PIXEL_PNG, mimeType: "image/png" } as const;

/** Answers of every kind, errors, progress and logs. */
export const plainTools = [
  fixtureTool("test_simple_text", "Answers with text", () => text("This is a simple text response for testing.")),
  fixtureTool("test_image_content", "Answers with an image", () => content(image)),
  fixtureTool("test_audio_content", "Answers with a sound", () =>
    content({ type: "audio", data: SILENT_WAV, mimeType: "audio/wav" }),
  ),
  fixtureTool("test_embedded_resource", "Answers with a resource", () =>
    content({
      type: "resource",
      resource: {
        uri: "test://embedded-resource",
        mimeType: "text/plain",
        text: "This is an embedded resource content.",
      },
    }),
  ),
  fixtureTool("test_multiple_content_types", "Answers with three kinds of blocks", () =>
    content({ type: "text", text: "Multiple content types test:" }, image, {
      type: "resource",
      resource: {
        uri: "test://mixed-content-resource",
        mimeType: "application/json",
        text: JSON.stringify({ test: "data", value: 123 }),
      },
    }),
  ),
  fixtureTool("test_error_handling", "Always fails", () => {
    throw new ToolError("unsupported", "This tool intentionally returns an error for testing");
  }),
  fixtureTool("test_tool_with_progress", "Reports progress", async ({ progress }) => {
    progress({ done: 0, total: 100 });
    await pause(BETWEEN_NOTICES_MS);
    progress({ done: 50, total: 100 });
    await pause(BETWEEN_NOTICES_MS);
    progress({ done: 100, total: 100 });
    return text("Progress reported.");
  }),
  fixtureTool("test_tool_with_logging", "Logs three lines", async ({ log }) => {
    log("info", "Tool execution started");
    await pause(BETWEEN_NOTICES_MS);
    log("info", "Tool processing data");
    await pause(BETWEEN_NOTICES_MS);
    log("info", "Tool execution completed");
    return text("Logged.");
  }),
  fixtureTool("test_reconnection", "Breaks its stream before it answers", async ({ closeStream }) => {
    closeStream();
    await pause(BETWEEN_NOTICES_MS);
    return text("Reconnected.");
  }),
  fixtureTool("test_logging_tool", "Logs one line", ({ log }) => {
    log("info", "A line for those who asked for it");
    return text("Logged.");
  }),
  fixtureTool("test_trigger_tool_change", "Says that the tools changed", ({ notify }) => {
    notify.toolsChanged();
    return text("Announced.");
  }),
  fixtureTool("test_trigger_prompt_change", "Says that the prompts changed", ({ notify }) => {
    notify.promptsChanged();
    return text("Announced.");
  }),
  defineTool({
    name: "test_x_mcp_header",
    title: "test_x_mcp_header",
    description: "Takes a parameter that clients repeat as a header",
    access: "read",
    scopes: [],
    input: z.object({ region: z.string().optional().describe("Any text").meta({ "x-mcp-header": "Region" }) }),
    output: z.object({}),
    run: async ({ region }) => text(`Region: ${region ?? "none"}`),
  }),
];
