import { checkPaths, type TextEdit } from "../text-edit/index.ts";

const MOST_BYTES = 5 * 1024 * 1024;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** One change of a commit, as callers write it. */
export interface CommitOperation {
  readonly op: "create" | "update" | "upsert" | "edit" | "delete" | "move" | "chmod";
  readonly path: string;
  readonly content?: string | undefined;
  /** Text, unless it is base64. */
  readonly encoding?: string | undefined;
  readonly edits?: readonly TextEdit[] | undefined;
  readonly from_path?: string | undefined;
  readonly mode?: string | undefined;
}

/** Why operations cannot be a commit. */
export interface OperationProblem {
  readonly code: "invalid_input" | "too_large";
  readonly message: string;
}

type Field = "content" | "edits" | "from_path" | "mode";

/** The fields that an operation must have, and those that it may have. */
const FIELDS: Readonly<Record<CommitOperation["op"], { must: readonly Field[]; may: readonly Field[] }>> = {
  create: { must: ["content"], may: ["mode"] },
  update: { must: ["content"], may: ["mode"] },
  upsert: { must: ["content"], may: ["mode"] },
  edit: { must: ["edits"], may: ["mode"] },
  delete: { must: [], may: [] },
  move: { must: ["from_path"], may: ["edits", "mode"] },
  chmod: { must: ["mode"], may: [] },
};

/**
 * Says what is wrong with operations before anything is sent.
 *
 * @param modeField What callers know `mode` by.
 * @returns The first problem, naming the operation; undefined where all are fine.
 */
export function checkOperations(
  operations: readonly CommitOperation[],
  modeField = "mode",
): OperationProblem | undefined {
  const [problem] = checkPaths(operations);
  if (problem) {
    const reason = problem.reason.replaceAll("_", " ");
    return invalid(problem.operation, `its path ${JSON.stringify(problem.path)} cannot be used (${reason})`);
  }
  for (const [index, operation] of operations.entries()) {
    const wrong = fieldProblem(operation, modeField);
    if (wrong !== undefined) return invalid(index, wrong);
  }
  const bytes = operations.reduce((sum, operation) => sum + (contentOf(operation)?.length ?? 0), 0);
  if (bytes <= MOST_BYTES) return undefined;
  return { code: "too_large", message: "A commit takes 5 MB of content at most: make several, or use git." };
}

/** The bytes that an operation brings along. */
export function contentOf({ content, encoding }: Pick<CommitOperation, "content" | "encoding">): Buffer | undefined {
  return content === undefined ? undefined : Buffer.from(content, encoding === "base64" ? "base64" : "utf-8");
}

function fieldProblem(operation: CommitOperation, modeField: string): string | undefined {
  const { op, content, encoding } = operation;
  const { must, may } = FIELDS[op];
  const named = (field: Field) => (field === "mode" ? modeField : field);
  const missing = must.find((field) => operation[field] === undefined);
  if (missing) return `${op} needs ${named(missing)}`;
  const given = (["content", "edits", "from_path", "mode"] as const).filter((field) => operation[field] !== undefined);
  const extra = given.find((field) => !must.includes(field) && !may.includes(field));
  if (extra) return `${op} takes no ${named(extra)}`;
  if (content === undefined) return undefined;
  if (encoding === "base64") return BASE64.test(content.replace(/\s/g, "")) ? undefined : "its content is no base64";
  return content.isWellFormed() ? undefined : "its content is no text: send it as base64";
}

function invalid(index: number, what: string): OperationProblem {
  return { code: "invalid_input", message: `operations[${index}]: ${what}. Nothing was sent.` };
}
