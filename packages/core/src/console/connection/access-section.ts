import { html } from "hono/html";
import type { Html } from "../../pages/index.ts";
import { combinePolicies } from "../../policy/index.ts";
import type { PermissionsData } from "./permissions-data.ts";
import { withheldByOperator } from "./withheld-by-operator.ts";

/** What each level lets in at most. */
const FURTHEST = { read: "read", write: "write", full: "delete" } as const;

/** How far assistants may go. */
export function accessSection({ fields, operator }: PermissionsData): Html {
  // Of toolsets it says nothing here.
  const policy = combinePolicies({ ...operator, toolsets: undefined });
  const level = (value: keyof typeof FURTHEST, label: string, hint: string) => {
    const withheld = withheldByOperator(policy.ofTool({ name: "", access: FURTHEST[value] }, ""));
    return html`<div class="choice">
      <input
        type="radio"
        name="access"
        id="access-${value}"
        value="${value}"
        ${fields.access === value && html`checked`}
        ${withheld !== undefined && html`disabled`}
        aria-describedby="access-${value}-hint"
      />
      <label for="access-${value}">${label}</label>
      <p class="hint" id="access-${value}-hint">
        ${hint} ${withheld !== undefined && html`<strong>${withheld}</strong>`}
      </p>
    </div>`;
  };
  return html`<fieldset>
    <legend>Access</legend>
    ${level("read", "Read", "Nothing is changed.")} ${level("write", "Read and write", "Nothing is deleted.")}
    ${level("full", "Everything", "What deletes or merges still asks first.")}
  </fieldset>`;
}
