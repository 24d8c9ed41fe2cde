import type { Finding, FindingKind } from "./finding.ts";

/** A departure from the vendor's description that is known, and why it is right. */
export interface Exception {
  /** `METHOD /template` as in a finding; for an operation the description lacks, a template of one's own. */
  readonly operation: string;
  readonly kind: FindingKind;
  /** As in a finding, `*` for any one step; left out: anywhere. */
  readonly pointer?: string;
  readonly reason: string;
}

export interface ExceptionList {
  /** Whether an exception covers the finding. */
  readonly covers: (finding: Finding, request: string) => boolean;
  readonly unused: () => Exception[];
}

export function exceptionList(exceptions: readonly Exception[]): ExceptionList {
  const used = new Set<Exception>();
  const tests = exceptions.map((exception) => ({
    exception,
    request: pattern(exception.operation, /\{[^{}]+\}/),
    pointer: exception.pointer === undefined ? undefined : pattern(exception.pointer, /\*/),
  }));
  return {
    covers: (finding, request) => {
      const match = tests.find(
        ({ exception, request: operation, pointer }) =>
          exception.kind === finding.kind &&
          (finding.operation ? exception.operation === finding.operation : operation.test(request)) &&
          (pointer?.test(finding.pointer ?? "") ?? true),
      );
      if (match) used.add(match.exception);
      return match !== undefined;
    },
    unused: () => exceptions.filter((exception) => !used.has(exception)),
  };
}

function pattern(text: string, hole: RegExp): RegExp {
  const literals = text.split(hole).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${literals.join("[^/]+")}$`);
}
