// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { build, type Plugin } from 'vite'
import { chunkLimit, firstLoadLimit, lazyHawtio, namedHelp, noMimeType, noPictures, slimRequire } from './hawtio-chunks.ts'

const page = (code: string): Plugin => ({
  name: 'page',
  resolveId: id => (id === 'page' ? id : null),
  load: id => (id === 'page' ? code : null),
})

const built = (...plugins: Plugin[]): Promise<unknown> =>
  build({
    configFile: false,
    logLevel: 'silent',
    plugins: [page('document.title = "a page"'), ...plugins],
    build: { write: false, rolldownOptions: { input: 'page' } },
  })

describe('the build', () => {
  it.each([
    ['lazyHawtio', lazyHawtio],
    ['noMimeType', noMimeType],
    ['noPictures', noPictures],
    ['namedHelp', namedHelp],
    ['slimRequire', slimRequire],
  ])('fails when @hawtio/react is not the text that %s works on', async (name, plugin) => {
    await expect(built(plugin())).rejects.toThrow(`${name} changed nothing`)
  })

  it('fails when a script is larger than its limit', async () => {
    await expect(built(chunkLimit(10))).rejects.toThrow('the limit is 10')
    await expect(built(chunkLimit(1_000_000))).resolves.toBeDefined()
  })

  it('fails when too much is loaded before the first view', async () => {
    await expect(built(firstLoadLimit(10))).rejects.toThrow('the limit is 10')
    await expect(built(firstLoadLimit(1_000))).resolves.toBeDefined()
  })
})
