/** What a tool does to the vendor's data. Annotations, list filters, consent and audit all follow from this one word. */
export type Access = "read" | "write" | "delete";

/** The four hints of the MCP `ToolAnnotations`, always all explicit: omitted ones default to the alarming value. The title stands beside them. */
export interface Annotations {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

/** Derives a tool's annotations from its access and whether repeating it changes nothing more. */
export function annotationsOf(tool: { access: Access; idempotent?: boolean }): Annotations {
  return {
    readOnlyHint: tool.access === "read",
    destructiveHint: tool.access === "delete",
    idempotentHint: tool.access === "read" || tool.idempotent === true,
    openWorldHint: true,
  };
}
