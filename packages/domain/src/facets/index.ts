export { FacetCursorError, readFacets, type FacetPage, type FacetPlace, type ReadFacets } from "./read-facets.ts";
