/*
 * Stands in for packages that only parts of Hawtio use which are not registered: its Camel and editor pages (Monaco,
 * reactflow, dagre, xml-formatter, the Camel models), and its own log-in by OIDC or Keycloak (keycloak-js, oauth4webapi,
 * thumbmarkjs). The names exist so that their modules still link.
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
export const getFingerprint = nothing
export class AuthorizationResponseError extends Error {}
// The packages it stands in for have a default export, so this one file must have one.
export default nothing
