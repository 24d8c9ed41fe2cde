import type { DocumentNode, FieldNode, SelectionSetNode } from "graphql";
import { Kind } from "graphql";

/** GitHub answers no query that might fetch more. */
export const MAX_NODES = 500_000;

function pageSize(field: FieldNode, variables: Readonly<Record<string, unknown>>): number | undefined {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== "first" && argument.name.value !== "last") continue;
    const { value } = argument;
    const size =
      value.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : value.kind === Kind.INT
          ? Number(value.value)
          : undefined;
    if (typeof size === "number") return size;
  }
  return undefined;
}

/**
 * The most nodes a query can ask for: each connection's page size times those around it, all added up
 * ("Rate limits and query limits for the GraphQL API" in GitHub's documentation).
 */
export function countNodes(document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map(
    document.definitions.flatMap((row) =>
      row.kind === Kind.FRAGMENT_DEFINITION ? [[row.name.value, row.selectionSet] as const] : [],
    ),
  );
  const count = (selections: SelectionSetNode | undefined, around: number, open: readonly string[]): number =>
    (selections?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + count(selection.selectionSet, around, open);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        return open.includes(name) ? sum : sum + count(fragments.get(name), around, [...open, name]);
      }
      const size = pageSize(selection, variables);
      const inside = around * (size ?? 1);
      return sum + (size === undefined ? 0 : inside) + count(selection.selectionSet, inside, open);
    }, 0);
  return document.definitions.reduce(
    (sum, row) => (row.kind === Kind.OPERATION_DEFINITION ? sum + count(row.selectionSet, 1, []) : sum),
    0,
  );
}
