import {
  type ApiContent,
  type ApiDocument,
  type ApiOperation,
  type ApiParameter,
  type ApiPath,
  type ApiResponse,
  type ApiSchema,
  follow,
} from "./document.ts";

/** An operation, the same whether OpenAPI 3.0 or Swagger 2 describes it. */
export interface Operation {
  /** `METHOD /template` */
  readonly name: string;
  readonly deprecated: boolean;
  readonly path: readonly Field[];
  readonly query: readonly Field[];
  readonly body?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Content>>;
}

/** One value of a path, a query or a form. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly schema: ApiSchema;
  /** How a list is written: the name repeated, one value with commas, or (Swagger 2, where servers differ) either. */
  readonly list: "repeated" | "commas" | "either";
}

/** Schemas by media type; an empty schema where the description gives none. */
export type Content = Readonly<Record<string, ApiSchema>>;

/** Reads one operation of a description; undefined when the path has no such method. */
export function readOperation(document: ApiDocument, template: string, method: string): Operation | undefined {
  const path: ApiPath = document.paths[template] ?? {};
  const operation = path[method.toLowerCase()];
  if (!isOperation(operation)) return undefined;
  const own = (operation.parameters ?? []).map((parameter) => follow(document, parameter));
  const shared = (path.parameters ?? []).map((parameter) => follow(document, parameter));
  const inherited = shared.filter((one) => !own.some(({ name, in: place }) => name === one.name && place === one.in));
  const parameters = [...own, ...inherited];
  const body = document.swagger ? swaggerBody(operation, parameters) : openApiBody(document, operation);
  return {
    name: `${method.toUpperCase()} ${template}`,
    deprecated: operation.deprecated === true,
    path: parameters.filter((one) => one.in === "path").map((one) => field(document, one)),
    query: parameters.filter((one) => one.in === "query").map((one) => field(document, one)),
    ...(body && { body }),
    responses: Object.fromEntries(
      Object.entries(operation.responses ?? {}).map(([status, response]) => [
        status,
        contentOf(follow(document, response), operation),
      ]),
    ),
  };
}

function isOperation(value: unknown): value is ApiOperation {
  return typeof value === "object" && value !== null;
}

/** The fields of a form, from the object schema that describes its body. */
export function formFields(document: ApiDocument, schema: ApiSchema): Field[] {
  const { properties = {}, required } = follow(document, schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    schema: property,
    required: Array.isArray(required) && required.includes(name),
    list: "either",
  }));
}

function field(document: ApiDocument, parameter: ApiParameter): Field {
  const explode = parameter.explode !== false;
  return {
    name: parameter.name,
    required: parameter.required === true,
    schema: parameter.schema ?? parameter,
    list: document.swagger ? "either" : explode ? "repeated" : "commas",
  };
}

function openApiBody(document: ApiDocument, { requestBody }: ApiOperation): Operation["body"] {
  if (!requestBody) return undefined;
  const { required = false, content = {} } = follow(document, requestBody);
  return { required, content: schemasOf(content) };
}

/** A body parameter, or the form fields put together as the object they are when sent as JSON. */
function swaggerBody({ consumes }: ApiOperation, parameters: readonly ApiParameter[]): Operation["body"] {
  const whole = parameters.find((one) => one.in === "body");
  const fields = parameters.filter((one) => one.in === "formData");
  if (!whole && fields.length === 0) return undefined;
  const required = fields.filter((one) => one.required === true).map(({ name }) => name);
  const form = { type: "object", required, properties: Object.fromEntries(fields.map((one) => [one.name, one])) };
  const schema = whole ? (whole.schema ?? {}) : form;
  const media = fields.length > 0 ? ["*/*"] : (consumes ?? ["application/json"]);
  return {
    required: whole ? whole.required === true : required.length > 0,
    content: Object.fromEntries(media.map((type) => [type, schema])),
  };
}

function contentOf(response: ApiResponse, { produces = ["application/json"] }: ApiOperation): Content {
  if (response.content) return schemasOf(response.content);
  return response.schema ? Object.fromEntries(produces.map((type) => [type, response.schema ?? {}])) : {};
}

function schemasOf(content: ApiContent): Content {
  return Object.fromEntries(Object.entries(content).map(([type, { schema = {} }]) => [type.toLowerCase(), schema]));
}
