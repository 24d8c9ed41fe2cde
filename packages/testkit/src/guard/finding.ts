export type FindingKind =
  | "unknown_operation"
  | "deprecated_operation"
  | "path_parameter"
  | "undeclared_query"
  | "query_parameter"
  | "missing_query"
  | "body"
  | "undeclared_body"
  | "response_status"
  | "response_content_type"
  | "response_body";

/** One place where an exchange departs from the vendor's description. */
export interface Finding {
  readonly kind: FindingKind;
  /** `METHOD /template`; absent when the description has no such operation. */
  readonly operation?: string;
  readonly message: string;
  /** JSON pointer into the body, or `/name` for a parameter. */
  readonly pointer?: string;
}

/** Where the checks of one exchange put what they find. */
export type Report = (kind: FindingKind, message: string, pointer?: string) => void;

/** A finding in one line. */
export function describeFinding({ kind, operation, message, pointer }: Finding): string {
  return [kind, operation, pointer && `at ${pointer}:`, message].filter(Boolean).join(" ");
}

/**
 * Rows of a list mostly fail alike: one finding stands for them all, with their number.
 */
export function mergeAlike(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, { first: Finding; count: number }>();
  for (const finding of findings) {
    const place = finding.pointer?.replaceAll(/\/\d+(?=\/|$)/g, "/*") ?? "";
    const key = [finding.kind, finding.operation, place].join(" ");
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { first: finding, count: 1 });
  }
  const counted = ({ first, count }: { first: Finding; count: number }): Finding =>
    count === 1 ? first : { ...first, message: `${first.message} (and ${count - 1} more alike)` };
  return [...groups.values()].map(counted);
}
