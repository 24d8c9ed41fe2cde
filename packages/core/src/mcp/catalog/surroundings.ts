import type { AnyPrompt, AnyResource, Connector } from "../../connector/index.ts";
import { uriTemplate, type UriTemplate } from "../read/uri-template.ts";

/** A resource as `resources/list` shows it. */
export interface PublishedResource {
  name: string;
  title: string;
  description: string;
  mimeType: string;
  uri: string;
}

export type PublishedTemplate = Omit<PublishedResource, "uri"> & { uriTemplate: string };

export interface PublishedPrompt {
  name: string;
  title: string;
  description: string;
  arguments: { name: string; description: string; required: boolean }[];
}

/** What a connector has beside tools, prepared for listing and for matching. */
export interface Surroundings {
  resources: readonly { resource: AnyResource; published: PublishedResource }[];
  templates: readonly { resource: AnyResource; published: PublishedTemplate; template: UriTemplate }[];
  prompts: readonly { prompt: AnyPrompt; published: PublishedPrompt }[];
}

export function surroundingsOf(connector: Connector): Surroundings {
  const resources = connector.resources ?? [];
  return {
    resources: resources
      .filter((resource) => resource.params === undefined)
      .map((resource) => ({ resource, published: { ...describe(resource), uri: resource.uri } })),
    templates: resources
      .filter((resource) => resource.params !== undefined)
      .map((resource) => ({
        resource,
        published: { ...describe(resource), uriTemplate: resource.uri },
        template: uriTemplate(resource.uri),
      })),
    prompts: (connector.prompts ?? []).map((prompt) => ({ prompt, published: publishedPrompt(prompt) })),
  };
}

function describe({ name, title, description, mimeType }: AnyResource) {
  return { name, title, description, mimeType };
}

function publishedPrompt(prompt: AnyPrompt): PublishedPrompt {
  return {
    name: prompt.name,
    title: prompt.title,
    description: prompt.description,
    arguments: Object.entries(prompt.arguments.shape).map(([name, field]) => ({
      name,
      description: field.description ?? "",
      required: !field.safeParse(undefined).success,
    })),
  };
}
