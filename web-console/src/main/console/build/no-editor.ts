/*
 * Stands in for packages that only Hawtio's Camel and editor pages use (Monaco, reactflow, dagre, xml-formatter, the
 * Camel models). Those pages are not registered; the names exist so that their modules still link.
 */
const nothing = (): null => null

export const loader = { config: nothing, init: nothing }
export const Editor = nothing
export const DiffEditor = nothing
export const CodeEditor = nothing
export const ReactFlow = nothing
export const Language = {}
export const MarkerType = {}
export const Position = {}
export const editor = {}
export const apacheCamelModel = {}
export const version = '0'
// The packages it stands in for have a default export, so this one file must have one.
export default nothing
