import { defineResource } from "@fairlead/core";
import { z } from "zod";
import { RED_PIXEL_PNG } from "./samples.ts";

export const resources = [
  defineResource({
    name: "static-text",
    title: "Static text",
    description: "A text that never changes",
    uri: "test://static-text",
    mimeType: "text/plain",
    scopes: [],
    read: async () => ({ text: "This is the content of the static text resource." }),
  }),
  defineResource({
    name: "static-binary",
    title: "Static binary",
    description: "A picture that never changes",
    uri: "test://static-binary",
    mimeType: "image/png",
    scopes: [],
    read: async () => ({ blob: RED_PIXEL_PNG }),
  }),
  defineResource({
    name: "template",
    title: "Template",
    description: "Data by id",
    uri: "test://template/{id}/data",
    mimeType: "application/json",
    params: z.object({ id: z.string().describe("Any id") }),
    scopes: [],
    read: async ({ id }) => ({ text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }),
  }),
  defineResource({
    name: "watched-resource",
    title: "Watched resource",
    description: "A text that can be subscribed to",
    uri: "test://watched-resource",
    mimeType: "text/plain",
    scopes: [],
    subscribe: true,
    read: async () => ({ text: "Watched." }),
  }),
];
