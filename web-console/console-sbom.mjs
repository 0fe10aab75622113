// Writes the CycloneDX list of the packages that the console page is built of, from package-lock.json.
// npm's own "npm sbom" refuses the tree: an override gives React 19 to a package that asks for 18.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const [lockFile, bomFile] = process.argv.slice(2)
const lock = JSON.parse(readFileSync(lockFile, 'utf8'))

/** `sha512-<base64>` of the lock file as CycloneDX writes it. */
function hashes(integrity) {
  const [algorithm, base64] = (integrity ?? '').split('-')
  return algorithm === 'sha512'
    ? [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }]
    : []
}

/** One SPDX name, or an expression of several. */
function licences(text) {
  if (!text) return []
  return / (OR|AND|WITH) /.test(text) ? [{ expression: text }] : [{ license: { id: text } }]
}

const components = new Map()
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.dev || entry.link) continue
  const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const purl = `pkg:npm/${name.replace('@', '%40')}@${entry.version}`
  components.set(purl, {
    type: 'library',
    'bom-ref': purl,
    name,
    version: entry.version,
    hashes: hashes(entry.integrity),
    licenses: licences(entry.license),
    purl,
  })
}

const root = lock.packages['']
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', name: lock.name, version: root.version ?? lock.version } },
  components: [...components.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
}
mkdirSync(dirname(bomFile), { recursive: true })
writeFileSync(bomFile, JSON.stringify(bom, null, 2) + '\n')
