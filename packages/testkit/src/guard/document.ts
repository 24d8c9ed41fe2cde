/** The parts of an OpenAPI 3.0 or Swagger 2 description that the guard reads. Descriptions are not trusted to be well-formed. */
export interface ApiDocument {
  readonly openapi?: string;
  readonly swagger?: string;
  readonly paths: Readonly<Record<string, ApiPath>>;
}

export interface ApiPath {
  readonly parameters?: readonly ApiParameter[];
  readonly [method: string]: unknown;
}

export interface ApiOperation {
  readonly deprecated?: boolean;
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly $ref?: string; readonly required?: boolean; readonly content?: ApiContent };
  readonly consumes?: readonly string[];
  readonly produces?: readonly string[];
  readonly responses?: Readonly<Record<string, ApiResponse>>;
}

/** In Swagger 2 a parameter is its own schema. */
export interface ApiParameter extends ApiSchema {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean | readonly string[];
  readonly schema?: ApiSchema;
  readonly explode?: boolean;
}

export type ApiContent = Readonly<Record<string, { readonly schema?: ApiSchema }>>;

export interface ApiResponse {
  readonly $ref?: string;
  readonly content?: ApiContent;
  readonly schema?: ApiSchema;
}

export interface ApiSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean | number;
  readonly exclusiveMaximum?: boolean | number;
  readonly required?: boolean | readonly string[];
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly patternProperties?: Readonly<Record<string, ApiSchema>>;
  readonly additionalProperties?: boolean | ApiSchema;
  readonly items?: ApiSchema | readonly ApiSchema[];
  readonly allOf?: readonly ApiSchema[];
  readonly anyOf?: readonly ApiSchema[];
  readonly oneOf?: readonly ApiSchema[];
  readonly not?: ApiSchema;
  readonly format?: string;
}

/** The value itself, or what its local `#/…` reference leads to. Throws when nothing is there. */
export function follow<T extends { readonly $ref?: string }>(document: ApiDocument, value: T): T {
  let target = value;
  while (typeof target.$ref === "string") {
    const found = lookUp(document, target.$ref);
    if (!isAlike(target, found)) throw new Error(`The description has nothing at ${target.$ref}`);
    target = found;
  }
  return target;
}

function lookUp(document: ApiDocument, pointer: string): unknown {
  let value: unknown = document;
  for (const step of pointer.replace(/^#\//, "").split("/")) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    value = isRecord(value) ? value[key] : undefined;
  }
  return value;
}

/** The place of a reference tells what it leads to; that it is an object at all is what can be tested. */
function isAlike<T extends object>(reference: T, found: unknown): found is T {
  return typeof found === typeof reference && found !== null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
