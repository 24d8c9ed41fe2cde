import type { Answer, Question } from "@fairlead/core";

/** A form with these properties, all of them required unless said otherwise. */
export function form(
  message: string,
  properties: Record<string, unknown>,
  required: string[] = Object.keys(properties),
): Question {
  return {
    method: "elicitation/create",
    params: { message, requestedSchema: { type: "object", properties, ...(required.length > 0 && { required }) } },
  };
}

/** A question to the client's own model. */
export function sampling(prompt: string, maxTokens: number): Question {
  const messages = [{ role: "user", content: { type: "text", text: prompt } }];
  return { method: "sampling/createMessage", params: { messages, maxTokens } };
}

export const roots: Question = { method: "roots/list" };

/** The text of a field that an accepted form carries; undefined when it is not there. */
export function field(answer: Answer | undefined, name: string): string | undefined {
  const value = answer?.action === "accept" ? answer.content?.[name] : undefined;
  return typeof value === "string" || typeof value === "boolean" ? String(value) : undefined;
}

/** What the client's model said. */
export function sampledText(answer: Answer | undefined): string | undefined {
  const said = answer?.["content"] as { text?: string } | { text?: string }[] | undefined;
  return Array.isArray(said) ? said[0]?.text : said?.text;
}
