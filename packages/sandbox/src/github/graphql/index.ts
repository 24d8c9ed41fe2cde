import type { DocumentNode, GraphQLError } from "graphql";
import { buildSchema, execute, parse, validate } from "graphql";

import { isObject } from "../http/body.ts";
import type { Call, Reply } from "../http/route.ts";
import { Refusal } from "../http/route.ts";
import { createLens } from "./create-lens.ts";
import { mutationRoot } from "./mutation-root.ts";
import { MAX_NODES, countNodes } from "./node-count.ts";
import { queryRoot } from "./query-root.ts";
import { schemaText } from "./schema/index.ts";

const schema = buildSchema(schemaText);

const TYPE_OF_STATUS: Record<number, string> = { 403: "FORBIDDEN", 404: "NOT_FOUND", 422: "UNPROCESSABLE" };

/** GitHub writes an error's type beside its message, where the specification would have `extensions`. */
function errorShape(error: GraphQLError): Record<string, unknown> {
  const cause = error.originalError;
  const type = error.extensions["type"] ?? (cause instanceof Refusal ? TYPE_OF_STATUS[cause.status] : undefined);
  // A failure of the stand-in's own must not look like an answer of GitHub's.
  if (cause && !(cause instanceof Refusal) && type === undefined) throw cause;
  return {
    ...(type === undefined ? {} : { type }),
    ...(error.path ? { path: error.path } : {}),
    ...(error.locations ? { locations: error.locations } : {}),
    message: error.message,
  };
}

/** Every answer is a 200: what went wrong stands in `errors`, next to the data that could be had. */
function failed(...errors: readonly Record<string, unknown>[]): Reply {
  return { status: 200, body: { errors } };
}

function parsed(query: string): DocumentNode | Reply {
  try {
    return parse(query);
  } catch (error) {
    return failed({ message: error instanceof Error ? error.message : String(error) });
  }
}

/** Answers POST /graphql: parse, validate, count what it may fetch, execute as the caller. */
export async function graphqlReply(call: Call): Promise<Reply> {
  const body = isObject(call.body) ? call.body : {};
  const { query, operationName } = body;
  if (typeof query !== "string")
    return failed({ message: "A query attribute must be specified and must be a string." });
  const document = parsed(query);
  if ("status" in document) return document;
  const problems = validate(schema, document);
  if (problems.length > 0) {
    return failed(...problems.map(errorShape));
  }
  const variables = isObject(body["variables"]) ? body["variables"] : {};
  const nodes = countNodes(document, variables);
  if (nodes > MAX_NODES) {
    const [asked, most] = [nodes, MAX_NODES].map((count) => count.toLocaleString("en-US"));
    const message = `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${most}.`;
    return failed({ type: "MAX_NODE_LIMIT_EXCEEDED", message });
  }
  const lens = createLens(call.world, call.viewer);
  const result = await execute({
    schema,
    document,
    rootValue: { ...queryRoot(lens, nodes), ...mutationRoot(lens) },
    variableValues: variables,
    ...(typeof operationName === "string" ? { operationName } : {}),
  });
  const errors = result.errors?.map(errorShape);
  return {
    status: 200,
    body: { ...(result.data === undefined ? {} : { data: result.data }), ...(errors ? { errors } : {}) },
  };
}
