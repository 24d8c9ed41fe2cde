import { GraphQLError } from "graphql";

export type RefusalType =
  | "EXCESSIVE_PAGINATION"
  | "FORBIDDEN"
  | "INSUFFICIENT_SCOPES"
  | "INVALID_CURSOR_ARGUMENTS"
  | "MAX_NODE_LIMIT_EXCEEDED"
  | "MISSING_PAGINATION_BOUNDARIES"
  | "NOT_FOUND"
  | "STALE_DATA"
  | "UNPROCESSABLE";

/** An error of one field. GitHub writes its type beside the message; the reply does that with `extensions.type`. */
export function graphqlRefusal(type: RefusalType, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}
