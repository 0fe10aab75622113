import { gzipSync } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'

/*
 * @hawtio/react 2.3.0 is CommonJS: its lazy parts are require() calls inside resolved promises and it requires whole
 * PatternFly packages, so no bundler can split or shake it. These plugins rewrite exactly that text and nothing else;
 * they depend on the text of one published build, hence the exact version in package.json and the check below.
 */

const LAZY = /Promise\.resolve\(\)\.then\(\(\) => _interopRequireWildcard\(require\((["'][^"']+["'])\)\)\)/g
const WHOLE = /var (\w+) = require\(["'](@patternfly\/react-(?:icons|core|table|charts\/victory))["']\)/g
const MIME_TYPE = /\bmimeType: "application\/json",?/g
/** Base64 of the pictures of Hawtio's Camel pages, 0.7 MB of them; not the user's in the header. */
const PICTURES = /(var (?!avatarImg)\w+_default\d* = )"[A-Za-z0-9+/=]{200,}"/g
const SLIM = 'slim:'

const ofHawtio = (id: string): boolean => id.includes('/@hawtio/react/dist/') && id.endsWith(".js")

/** Fails the build when a transform never fired: the text of @hawtio/react has changed and the page would grow sevenfold. */
const firedOrFail = (name: string, fired: number): void => {
  if (fired === 0) {
    throw new Error(`${name} changed nothing: @hawtio/react is not the build this page is made for (2.3.0)`)
  }
}

/** Replaces a text in the files of @hawtio/react, and fails the build when it was nowhere. */
const rewrite = (name: string, pattern: RegExp, replacement: string): Plugin => {
  let fired = 0
  return {
    name: `okiagari-${name}`,
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const found = ofHawtio(id) ? (code.match(pattern)?.length ?? 0) : 0
      fired += found
      return found === 0 ? null : { code: code.replace(pattern, replacement), map: null }
    },
    generateBundle() {
      firedOrFail(name, fired)
    },
  }
}

/** Gives the lazy parts back as import(). */
export const lazyHawtio = (): Plugin => rewrite('lazyHawtio', LAZY, 'import($1)')

/** Asks for no MIME type: JSON is Jolokia's default, and our guard refuses whoever wants to choose one. */
export const noMimeType = (): Plugin => rewrite('noMimeType', MIME_TYPE, '')

/** Leaves out the pictures of pages that are not registered; base64 hardly shrinks when it is compressed. */
export const noPictures = (): Plugin => rewrite('noPictures', PICTURES, '$1""')

/** Names the help button of the header, which has a sign only (WCAG 4.1.2). */
export const namedHelp = (): Plugin =>
  rewrite('namedHelp', /(isExpanded: helpOpen,)/g, '$1 "aria-label": "Help",')

/** Replaces a require of a whole package by one of a virtual module that exports only the names used in that file. */
export const slimRequire = (): Plugin => {
  const used = new Map<string, string[]>()
  return {
    name: 'okiagari-slim-require',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!ofHawtio(id)) {
        return null
      }
      const slim = code.replace(WHOLE, (_, variable: string, pkg: string) => {
        const names = [...code.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, 'g'))].map(match => match[1] ?? '')
        const key = `${pkg}|${id}`
        used.set(key, [...new Set(names)])
        return `var ${variable} = require(${JSON.stringify(SLIM + key)})`
      })
      return slim === code ? null : { code: slim, map: null }
    },
    resolveId(id) {
      return id.startsWith(SLIM) ? `\0${id}` : null
    },
    load(id) {
      if (!id.startsWith(`\0${SLIM}`)) {
        return null
      }
      const key = id.slice(SLIM.length + 1)
      const pkg = key.slice(0, key.indexOf('|'))
      const names = used.get(key) ?? []
      return `export { ${names.join(', ')} } from ${JSON.stringify(pkg)}\nexport const __esModule = true\n`
    },
    generateBundle() {
      firedOrFail('slimRequire', used.size)
    },
  }
}

/** Holds every script under a size, so that a page that grew is seen by who made it grow. */
export const chunkLimit = (bytes: number): Plugin => ({
  name: 'okiagari-chunk-limit',
  apply: 'build',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk' && Buffer.byteLength(part.code) > bytes) {
        throw new Error(`${part.fileName} has ${Buffer.byteLength(part.code)} bytes, the limit is ${bytes}`)
      }
    }
  },
})

/** What is imported dynamically and yet needed before the first view. */
const BEFORE_FIRST_VIEW = /\/(okiagari\/(index|Okiagari)\.tsx?|@hawtio\/react\/dist\/(index|ui\/index)\.js)$/

/** Returns the scripts that a browser loads before it shows the first view. */
const beforeFirstView = (bundle: Rollup.OutputBundle): Rollup.OutputChunk[] => {
  const found = new Map<string, Rollup.OutputChunk>()
  const add = (name: string, isWanted: (chunk: Rollup.OutputChunk) => boolean): void => {
    const chunk = bundle[name]
    if (chunk?.type !== 'chunk' || found.has(name) || !isWanted(chunk)) {
      return
    }
    found.set(name, chunk)
    chunk.imports.forEach(each => {
      add(each, () => true)
    })
    chunk.dynamicImports.forEach(each => {
      add(each, ({ facadeModuleId }) => BEFORE_FIRST_VIEW.test(facadeModuleId ?? ''))
    })
  }
  Object.keys(bundle).forEach(name => {
    add(name, chunk => chunk.isEntry)
  })
  return [...found.values()]
}

/** Holds all that is loaded before the first view, compressed as servers do it, under a size. */
export const firstLoadLimit = (bytes: number): Plugin => ({
  name: 'okiagari-first-load-limit',
  apply: 'build',
  generateBundle(_, bundle) {
    const sizes = beforeFirstView(bundle).map(chunk => ({ name: chunk.fileName, size: gzipSync(chunk.code).length }))
    const sum = sizes.reduce((total, { size }) => total + size, 0)
    const list = sizes.map(({ name, size }) => `${name} ${size}`).join(', ')
    this.info(`before the first view: ${sum} bytes of compressed script (${list})`)
    if (sum > bytes) {
      throw new Error(`before the first view ${sum} bytes of compressed script are loaded, the limit is ${bytes}: ${list}`)
    }
  },
})
