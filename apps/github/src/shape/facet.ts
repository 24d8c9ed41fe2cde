export { briefly, facetEnds, facetOf, namesOut, outputOf } from "@fairlead/core";
