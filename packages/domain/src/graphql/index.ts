export { isGraphqlQuery } from "./is-graphql-query.ts";
