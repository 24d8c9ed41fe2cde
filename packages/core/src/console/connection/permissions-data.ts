import type { OperatorPolicy } from "../../policy/index.ts";
import type { PolicyFields } from "./policy-fields.ts";
import type { ToolGroup } from "./tool-groups.ts";

/** One program that works with a connection. */
export interface ClientRow {
  /** Names it to the form, and to nobody else. */
  id: string;
  name: string | undefined;
  createdAtMs: number;
}

/** What the page of one connection shows. */
export interface PermissionsData {
  connector: { title: string };
  /** What allow-lists name here; undefined where there are none. */
  reach: { many: string; example: string } | undefined;
  /** The path of this page. */
  href: string;
  /** The path of "your connections". */
  home: string;
  csrf: string;
  connection: {
    id: string;
    label: string;
    login: string;
    host: string;
    profile: string | undefined;
    status: "active" | "reauthorize";
    authKind: "oauth" | "token";
  };
  fields: PolicyFields;
  groups: readonly ToolGroup[];
  /** What the operator has said, which nothing here can widen. */
  operator: OperatorPolicy;
  clients: readonly ClientRow[];
  notice?: string | undefined;
  problems?: readonly string[] | undefined;
}
