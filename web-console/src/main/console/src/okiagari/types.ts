/** One PENT: a row of the attribute AllPents. */
export type Pent = {
  readonly pcheck: string
  readonly pname: string
  readonly pid: number
  readonly retryCount: number
  readonly restartCount: number
  readonly procSts: string
  readonly retryOverAct: string
  /** As padmin prints it, in the server's zone. */
  readonly rerunTime: string
  /** The same in ms since 1970, 0 for none. */
  readonly windowSince: number
  readonly pentId: number
  readonly monitorSts: string
  readonly matchedPath: string
  readonly upSince: number
  readonly lastExitStatus: string
  readonly lastRestartMillis: number
  readonly lastDetectionMillis: number
  readonly watchedBy: string
}

/** One running pcheck: a row of the attribute Pchecks. */
export type Pcheck = {
  readonly name: string
  readonly ipckey: string
  readonly mypid: number
  readonly myname: string
  readonly pfile: string
  readonly message: string
  readonly monitorStopCount: number
  readonly failProcCount: number
  readonly allProcCount: number
}

/** Everything one read brings. */
export type Picture = {
  readonly pents: readonly Pent[]
  readonly pchecks: readonly Pcheck[]
}

/** Who is logged in; `null` roles: the server does not tell, so nothing is hidden. */
export type Who = {
  readonly user: string
  readonly roles: readonly string[] | null
}

/** Why a read or an operation brought nothing. */
export type FaultKind = 'lost' | 'loggedOut' | 'refused' | 'noMonitor' | 'failed'

export class Fault extends Error {
  override readonly name = 'Fault'

  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message)
  }
}

/** What the Pent bean tells beyond its row. */
export type PentDetail = {
  readonly restartCommand: string
  readonly graceSeconds: number
  readonly retry: number
  /** When the present window began in ms since 1970, 0 while none is open. */
  readonly windowSince: number
  readonly polledBecause: string
}

/** One event of the journal. */
export type JournalEvent = {
  readonly seq: number
  readonly time: string
  readonly host: string
  readonly pcheck: string
  readonly pent: string
  readonly pentId: number
  readonly event: string
  readonly pid: number
  /** One JSON object. */
  readonly detail: string
}

export type Problem = {
  /** From 1; 0 = the file as a whole. */
  readonly line: number
  readonly error: boolean
  readonly what: string
  readonly seen: string
}

/** A pfile as it is on the disk now. */
export type Pfile = {
  readonly text: string
  readonly whole: boolean
  readonly usable: boolean
  readonly problems: readonly Problem[]
  readonly changes: readonly string[]
}

export type PcheckTexts = { readonly param: string; readonly pent: string }

/** One PENT of a recovery test. */
export type Recovery = {
  readonly pentId: number
  readonly pname: string
  readonly killedPid: number
  readonly newPid: number
  readonly recoveryMillis: number
  readonly outcome: string
}

/** Durations of one kind; counts are of those not longer than each bound, and last of all. */
export type Timing = {
  readonly name: string
  readonly boundsMicros: readonly number[]
  readonly counts: readonly number[]
}

export type Measures = {
  readonly timings: readonly Timing[]
  /** Attributes of Agent by name: plain numbers and texts. */
  readonly figures: Readonly<Record<string, string | number>>
}

export type PentName = { readonly pcheck: string; readonly pname: string; readonly pentId: number }

export type Verb = 'reload' | 'stop' | 'start' | 'dump' | 'shutdown' | 'recoveryTest' | 'startPfile'

/** Something to be done: to a pcheck, to one PENT of it, or, for startPfile, with a pfile's name. */
export type Order = { readonly verb: Verb; readonly pcheck: string; readonly pent?: PentName }

/** What came of it: the server's words, or the rows of a recovery test. */
export type Outcome = { readonly words: string; readonly recoveries?: readonly Recovery[] }

/** What the server says by itself: that it tells of changes now, of one, that it lives, and that it tells no more. */
export type Sign = 'open' | 'change' | 'beat' | 'closed'

/** All that the pages ask of the server. Everything but `who` rejects with a Fault. */
export type PentsService = {
  /** Reads all PENTs and pchecks in one request. */
  readonly read: () => Promise<Picture>
  readonly who: () => Promise<Who>
  readonly pent: (pent: PentName) => Promise<PentDetail>
  readonly scriptOutput: (pent: PentName, maxBytes: number) => Promise<string>
  readonly pfile: (pcheck: string) => Promise<Pfile>
  readonly pcheckTexts: (pcheck: string) => Promise<PcheckTexts>
  /** Events with a greater number, oldest first; -1: the newest ones. */
  readonly events: (afterSeq: number, max: number) => Promise<readonly JournalEvent[]>
  readonly measures: () => Promise<Measures>
  readonly act: (order: Order) => Promise<Outcome>
  /** Hands on what the server says by itself, until the function that it returns is called. */
  readonly listen: (hear: (sign: Sign) => void) => () => void
}
