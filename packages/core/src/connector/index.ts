export { annotationsOf, type Access, type Annotations } from "./access.ts";
export { ask, isAsk, type Ask, type Question } from "./ask.ts";
export { content, isContent, type Content, type ContentBlock } from "./content.ts";
export type {
  Answer,
  ConnectionFacts,
  Identity,
  Keep,
  Notes,
  Notify,
  PolicyFacts,
  Preview,
  ProgressStep,
  ReadContext,
  ToolContext,
} from "./context.ts";
export {
  defineConnector,
  type Completer,
  type Connector,
  type Icon,
  type Spelling,
  type Toolset,
} from "./define-connector.ts";
export { definePrompt, type AnyPrompt, type Prompt, type PromptContext, type PromptMessage } from "./define-prompt.ts";
export { defineResource, type AnyResource, type Resource, type ResourceBody } from "./define-resource.ts";
export { defineTool, type AnyTool, type Confirmation, type Tool } from "./define-tool.ts";
export {
  defineVendor,
  type AnyVendor,
  type Credential,
  type Endpoint,
  type ScopeFacts,
  type Vendor,
  type Wiring,
} from "./define-vendor.ts";
export { defineWebhooks, type AnyWebhooks, type WebhookEffects, type Webhooks } from "./define-webhooks.ts";
export { ERROR_CODES, type ErrorCode } from "./error-code.ts";
export { briefly, facetEnds, facetOf, namesOut, outputOf } from "./facet-shapes.ts";
export {
  facets,
  filePath,
  gitRef,
  isoTime,
  listUpTo,
  maxTokens,
  nameList,
  numberText,
  objectId,
  pathSegments,
  shortText,
  textEdits,
} from "./fields.ts";
export { defineFlow, type AnyFlow, type Flow } from "./flow.ts";
export { impliedScopes } from "./implied-scopes.ts";
export { editDistance } from "./edit-distance.ts";
export { nearest } from "./nearest.ts";
export { DEFAULT_LIMIT, listOf, MAX_LIMIT, page, type Page } from "./page.ts";
export { PolicyOutput, toPolicyOutput } from "./policy-output.ts";
export { present } from "./present.ts";
export { defineReach, type AnyReach, type Names, type Reach, type Reached } from "./reach.ts";
export { attached, DATA_ONLY, said } from "./said.ts";
export type { OAuthApp, RefreshPolicy, RevokeRequest, SignIn, TokenAnswer, TokenForm } from "./sign-in.ts";
export { ToolError, type ErrorFacts } from "./tool-error.ts";
export { CHARACTERS_PER_TOKEN, countTokens } from "./tokens.ts";
