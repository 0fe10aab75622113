/*
 * Builds the page as a plugin for a Hawtio that somebody has already: webpack's module federation, which Vite has not and by
 * which Hawtio loads what others wrote. The sources are those of the console. Used: node build/plugin.mjs [directory]
 */
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import webpack from 'webpack'

const MOST_BYTES = 700_000

/** @param {string} path */
const here = path => fileURLToPath(new URL(path, import.meta.url))

/** What that Hawtio brings; a second React, router or @hawtio/react beside its own would be another world. */
const ofTheHost = { singleton: true, import: false, requiredVersion: false }
const HOST = ['react', 'react-dom', '@hawtio/react', '@patternfly/react-core', '@patternfly/react-table']

/** @type {import('webpack').Configuration} */
const configuration = {
  mode: 'production',
  context: here('..'),
  entry: {},
  output: {
    path: process.argv[2] ?? here('../../../../target/plugin'),
    clean: true,
    publicPath: 'auto',
    uniqueName: 'okiagari',
    filename: '[name].[contenthash:8].js',
  },
  performance: { hints: 'error', maxAssetSize: MOST_BYTES, maxEntrypointSize: MOST_BYTES },
  resolve: {
    extensions: ['.tsx', '.ts', '.mjs', '.js'],
    alias: { 'react/jsx-runtime$': here('../src/plugin/jsx-runtime.ts') },
  },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        loader: 'ts-loader',
        options: { transpileOnly: true, compilerOptions: { noEmit: false, allowImportingTsExtensions: false } },
      },
      { test: /\.css$/, use: ['style-loader', 'css-loader'] },
      { resourceQuery: /raw/, type: 'asset/source' },
      { test: /\.m?js$/, resolve: { fullySpecified: false } },
    ],
  },
  plugins: [
    new webpack.container.ModuleFederationPlugin({
      name: 'okiagari',
      filename: 'remoteEntry.js',
      exposes: { './plugin': './src/plugin/remote.ts' },
      shared: {
        ...Object.fromEntries(HOST.map(name => [name, ofTheHost])),
        // Hawtio 5.2 has version 6 under this name; what our page takes of it is the same in both.
        'react-router': { ...ofTheHost, shareKey: 'react-router-dom' },
      },
    }),
  ],
}

webpack(configuration, (error, stats) => {
  if (error) {
    throw error
  }
  process.stdout.write(`${stats?.toString({ all: false, assets: true, errors: true, warnings: true, timings: true }) ?? ''}\n`)
  process.exitCode = stats?.hasErrors() === false ? 0 : 1
})
