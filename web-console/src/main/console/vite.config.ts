import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { chunkLimit, firstLoadLimit, lazyHawtio, namedHelp, noMimeType, noPictures, slimRequire } from './build/hawtio-chunks.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const LEFT_OUT =
  /^(monaco-editor|@monaco-editor\/react|@patternfly\/react-code-editor|reactflow|reactflow\/dist\/style\.css|dagre|xml-formatter|keycloak-js|oauth4webapi|@thumbmarkjs\/thumbmarkjs|@hawtio\/camel-model-v4_(18|22)(\/package\.json)?)$/

// vite asks for a default export here and nowhere else.
export default defineConfig({
  base: './',
  plugins: [
    lazyHawtio(),
    noMimeType(),
    noPictures(),
    namedHelp(),
    slimRequire(),
    react(),
    chunkLimit(1_400_000),
    firstLoadLimit(600_000),
  ],
  resolve: {
    alias: [{ find: LEFT_OUT, replacement: here('build/no-editor.ts') }],
    dedupe: ['react', 'react-dom'],
  },
  build: {
    outDir: here('../../../target/console'),
    emptyOutDir: true,
    // Hawtio's ClientRouteRedirectFilter lets /static, /img and a few files through, nothing else.
    assetsDir: 'static',
    sourcemap: false,
    chunkSizeWarningLimit: 1400,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
    restoreMocks: true,
  },
})
