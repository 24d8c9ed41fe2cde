import { ToolError } from "@fairlead/core";
import { checkPaths } from "@fairlead/domain/text-edit";
import type { FileOperation } from "../../shape/file-operation.ts";

const MOST_BYTES = 5 * 1024 * 1024;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

type Field = "content" | "edits" | "from_path" | "mode";

/** The fields that an operation must have, and those that it may have. */
const FIELDS: Readonly<Record<FileOperation["op"], { must: readonly Field[]; may: readonly Field[] }>> = {
  create: { must: ["content"], may: ["mode"] },
  update: { must: ["content"], may: ["mode"] },
  upsert: { must: ["content"], may: ["mode"] },
  edit: { must: ["edits"], may: ["mode"] },
  delete: { must: [], may: [] },
  move: { must: ["from_path"], may: ["edits", "mode"] },
  chmod: { must: ["mode"], may: [] },
};

/**
 * Refuses what cannot be a commit, before anything is sent.
 *
 * @throws ToolError `invalid_input` or `too_large`, naming the operation.
 */
export function checkOperations(operations: readonly FileOperation[]): void {
  const [problem] = checkPaths(operations);
  if (problem) {
    throw invalid(
      problem.operation,
      `its path ${JSON.stringify(problem.path)} cannot be used (${problem.reason.replaceAll("_", " ")})`,
    );
  }
  for (const [index, operation] of operations.entries()) checkFields(index, operation);
  const bytes = operations.reduce((sum, operation) => sum + (contentOf(operation)?.length ?? 0), 0);
  if (bytes > MOST_BYTES)
    throw new ToolError("too_large", "A commit takes 5 MB of content at most: make several, or use git.");
}

/** The bytes that an operation brings along. */
export function contentOf({ content, encoding }: FileOperation): Buffer | undefined {
  return content === undefined ? undefined : Buffer.from(content, encoding === "base64" ? "base64" : "utf-8");
}

function checkFields(index: number, operation: FileOperation): void {
  const { op, content, encoding } = operation;
  const { must, may } = FIELDS[op];
  const missing = must.find((field) => operation[field] === undefined);
  if (missing) throw invalid(index, `${op} needs ${missing}`);
  const given = (["content", "edits", "from_path", "mode"] as const).filter((field) => operation[field] !== undefined);
  const extra = given.find((field) => !must.includes(field) && !may.includes(field));
  if (extra) throw invalid(index, `${op} takes no ${extra}`);
  if (content === undefined) return;
  if (encoding === "base64" ? !BASE64.test(content.replace(/\s/g, "")) : !content.isWellFormed()) {
    throw invalid(
      index,
      encoding === "base64" ? "its content is no base64" : "its content is no text: send it as base64",
    );
  }
}

function invalid(index: number, what: string): ToolError {
  return new ToolError("invalid_input", `operations[${index}]: ${what}. Nothing was sent.`);
}
