import type { Sign } from './types'

/** What is known of the server's own word that something changed. */
export type PulseState = {
  /** Whether the server tells of changes now; else the page asks by the clock. */
  readonly isStreaming: boolean
  /** When it last gave a sign of life, null while it does not stream. */
  readonly signAt: number | null
}

const SILENT: PulseState = { isStreaming: false, signAt: null }

/** Hands the server's signs on: to those who read again at a change, and to those who show how fresh it all is. */
export class Pulse {
  private state = SILENT
  private readonly readers = new Set<() => void>()
  private readonly watchers = new Set<() => void>()

  readonly hear = (sign: Sign): void => {
    this.state = sign === 'closed' ? SILENT : { isStreaming: true, signAt: Date.now() }
    this.watchers.forEach(each => {
      each()
    })
    // An opened stream knows nothing of what was before; a closed one may mean a lost server.
    if (sign !== 'beat') {
      this.readers.forEach(each => {
        each()
      })
    }
  }

  readonly now = (): PulseState => this.state

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }

  /** Calls `reader` whenever it should read at once. */
  readonly subscribe = (reader: () => void): (() => void) => {
    this.readers.add(reader)
    return () => this.readers.delete(reader)
  }
}
