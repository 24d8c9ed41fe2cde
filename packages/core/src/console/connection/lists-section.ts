import { html } from "hono/html";
import { shownText, type Html } from "../../pages/index.ts";
import type { PermissionsData } from "./permissions-data.ts";

/** What may be reached, and what may be changed, by name. */
export function listsSection({ fields, reach, operator }: PermissionsData): Html | undefined {
  if (reach === undefined) return undefined;
  const { many, example } = reach;
  return html`<fieldset>
    <legend>Only these ${many}</legend>
    <p class="hint">
      One a line, such as <code>${example}</code>. <code>*</code> stands for any text within a part of a name,
      <code>**</code> for any parts; <code>!</code> in front takes out again. Empty: all that the operator and your
      account allow.
    </p>
    ${list({ id: "allow-read", label: `May be reached`, text: fields.allowRead, said: said(operator, "read") })}
    ${list({
      id: "allow-write",
      label: `May be changed, as far as they may be reached`,
      text: fields.allowWrite,
      said: said(operator, "write"),
    })}
  </fieldset>`;
}

function said({ allow = [] }: PermissionsData["operator"], access: "read" | "write"): string | undefined {
  const rule = allow.find((each) => each.access === access);
  return rule && `The operator allows only ${shownText(rule.patterns.join(", "), 300)} (${rule.name}).`;
}

function list(field: { id: string; label: string; text: string; said: string | undefined }): Html {
  const { id, label, text, said: operator } = field;
  return html`<label for="${id}">${label}</label>
    <textarea
      id="${id}"
      name="${id}"
      rows="4"
      autocapitalize="none"
      spellcheck="false"
      ${operator !== undefined && html`aria-describedby="${id}-operator"`}
    >
${text}</textarea>
    ${operator !== undefined && html`<p class="hint" id="${id}-operator"><strong>${operator}</strong></p>`}`;
}
