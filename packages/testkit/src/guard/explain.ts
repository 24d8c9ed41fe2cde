import type { ErrorObject } from "ajv";

export interface Mismatch {
  readonly pointer: string;
  readonly message: string;
  /** The value is an object with a name that its schema closes itself to. */
  readonly undeclared: boolean;
}

/** A validator's errors in words, one a place: alternatives that all failed are one mismatch, not one each. */
export function explain(errors: readonly ErrorObject[]): Mismatch[] {
  let mismatches: Mismatch[] = [];
  for (const error of errors) {
    if (error.keyword === "if") continue; // its "else" has spoken
    if (error.keyword !== "anyOf") {
      mismatches.push(mismatch(error));
      continue;
    }
    // Ajv reports what failed inside the alternatives first.
    const within = (pointer: string) => `${pointer}/`.startsWith(`${error.instancePath}/`);
    const inside = mismatches.filter(({ pointer }) => within(pointer));
    const reasons = [
      ...new Set(inside.map(({ pointer, message }) => `${pointer.slice(error.instancePath.length)} ${message}`.trim())),
    ];
    mismatches = mismatches.filter(({ pointer }) => !within(pointer));
    mismatches.push({
      pointer: error.instancePath,
      message: `fits none of its ${count(error.schema)} forms: ${reasons.slice(0, 4).join("; ")}`,
      undeclared: false,
    });
  }
  return mismatches;
}

function mismatch({ keyword, instancePath, params, message = "does not conform", data }: ErrorObject): Mismatch {
  const step = (name: unknown) => `${instancePath}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const undeclared = keyword === "additionalProperties";
  if (undeclared) return { pointer: step(params["additionalProperty"]), message: "is not declared", undeclared };
  if (keyword === "required") return { pointer: step(params["missingProperty"]), message: "is missing", undeclared };
  const allowed = keyword === "enum" ? ` (${preview(params["allowedValues"])})` : "";
  return { pointer: instancePath, message: `${message}${allowed}, but is ${preview(data)}`, undeclared };
}

function preview(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function count(alternatives: unknown): number {
  return Array.isArray(alternatives) ? alternatives.length : 0;
}
